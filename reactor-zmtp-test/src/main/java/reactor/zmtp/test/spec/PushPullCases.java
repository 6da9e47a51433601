package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.spec.FramingCases.repeated;
import static reactor.zmtp.test.spec.FramingCases.x;
import static reactor.zmtp.test.spec.Scenario.last;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** PUSH and PULL. */
final class PushPullCases extends SpecGroup {

  private static final String PUSH = "RFC 30 PUSH";
  private static final String PULL = "RFC 30 PULL";

  PushPullCases() {
    super("PP", "PUSH/PULL");
    shall(1, "A PUSH sends to its peers in turn", PUSH, Traffic.inTurn("PUSH", 3, 3));
    shall(
        2, "A peer that reads nothing does not hold up the other", PUSH, Traffic.oneStalls("PUSH"));
    shall(
        3, "Where all peers read nothing, sending waits or fails", PUSH, Traffic.allStall("PUSH"));
    shall(4, "Without a peer sending waits or fails", PUSH, socket("PUSH").bind().holds("x"));
    shall(
        5,
        "What is sent before the peer is there comes in order",
        PUSH,
        socket("PUSH")
            .raw()
            .connect()
            .step(
                "send before anybody accepts",
                s -> {
                  s.connect(s.listen(1));
                  CompletableFuture<Void> sent =
                      CompletableFuture.runAsync(
                          () -> {
                            for (int i = 0; i < 5; i++) {
                              s.socket.send(s.patience, Text.frames("m" + i));
                            }
                          });
                  s.shaken(s.again(1, s.patience), "PULL", new byte[0]);
                  for (int i = 0; i < 5; i++) {
                    s.gets(Text.frames("m" + i));
                  }
                  sent.join();
                }));
    shall(
        6,
        "What is queued for a peer that goes is discarded, or goes to another once",
        PUSH,
        socket("PUSH")
            .bind()
            .step("2 peers", Traffic.peers(2))
            .step(
                "queue, and one goes",
                s -> {
                  int taken = s.socket.flood(600, Traffic.LARGE, Duration.ofMillis(300), List.of());
                  s.forget(1);
                  List<Integer> numbers = Traffic.numbers(s, 2, Duration.ofMillis(600));
                  s.note("the other got " + numbers.size() + " of " + taken);
                  if (numbers.stream().distinct().count() != numbers.size()) {
                    throw new Failed("right: each at most once; some came twice");
                  }
                }));
    shall(
        7,
        "What a peer sends to a PUSH is delivered to nobody",
        PUSH,
        socket("PUSH")
            .send(last("x"))
            .step(
                "nothing is delivered",
                s -> {
                  try {
                    if (s.receive(Scene.MOMENT) != null) {
                      throw new Failed("right: nothing is delivered; something was");
                    }
                  } catch (EngineException cannotReceive) {
                    s.note("has no way to receive");
                  }
                  s.note(s.alive() ? "ignores it" : "closes");
                }));
    shall(
        8,
        "The frames of a message go to one peer",
        "RFC 37 Messages",
        socket("PUSH")
            .step("2 peers", Traffic.peers(2))
            .says("a", "b", "c")
            .says("d", "e", "f")
            .step(
                "one each",
                s -> {
                  List<byte[]> one =
                      s.peer(1, "PULL", new byte[0]).hasSome(s.patience) ? s.message() : List.of();
                  List<byte[]> two =
                      s.peer(2, "PULL", new byte[0]).hasSome(s.patience) ? s.message() : List.of();
                  String both = Text.of(one) + " " + Text.of(two);
                  if (!both.equals("\"a\", \"b\", \"c\" \"d\", \"e\", \"f\"")
                      && !both.equals("\"d\", \"e\", \"f\" \"a\", \"b\", \"c\"")) {
                    throw new Failed(
                        "right: a, b, c to one and d, e, f to the other; came: " + both);
                  }
                }));
    shall(
        9,
        "A loud peer does not silence a quiet one",
        PULL,
        Traffic.fair("PULL", last("loud"), last("quiet")));
    shall(
        10,
        "A message is not modified",
        PULL,
        socket("PULL")
            .send(message(new byte[0], new byte[] {0, -1}, x(1 << 20).get(0)))
            .delivers(List.of(new byte[0], new byte[] {0, -1}, x(1 << 20).get(0))));
    shall(11, "A PULL sends no message", PULL, socket("PULL").message("x").delivers("x").quiet());
    should(
        12,
        "Where nobody consumes, a PULL reads no more",
        PULL,
        Traffic.receiverStalls("PULL", repeated(last("x".repeat(250)), 250)));
    shall(
        13,
        "What a peer sent before it went is delivered, or discarded with its queue",
        PULL,
        socket("PULL")
            .leavesMessages()
            .send(FramingCases.numbered(10))
            .step("FIN", s -> s.peer().finish())
            .step(
                "all, or the first of them",
                s -> {
                  int count = 0;
                  for (List<byte[]> message = s.receive(Scene.MOMENT.multipliedBy(3));
                      message != null;
                      message = s.receive(Scene.MOMENT)) {
                    if (!Text.of(message).equals("\"m" + count + "\"")) {
                      throw new Failed(
                          "right: m" + count + "; was delivered: " + Scene.shown(message));
                    }
                    count++;
                  }
                  s.note("delivers " + count + " of 10");
                }));
  }
}
