package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.ready;
import static reactor.zmtp.test.spec.Scenario.more;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import reactor.zmtp.test.ZmtpFrame;

/** How connections and sockets end, and begin again. */
final class ClosingCases extends SpecGroup {

  private static final String BEHAVIOUR = "RFC 37 Overall Behavior";
  private static final String ERRORS = "RFC 37 Error Handling";
  private static final String MESSAGES = "RFC 37 Messages";
  private static final String SEMANTICS = "RFC 37 Socket Semantics";

  ClosingCases() {
    super("CL", "Closing");
    peers();
    again();
    messages();
    sockets();
    others();
  }

  private void peers() {
    must(1, "FIN is answered with FIN", BEHAVIOUR, socket("PULL").bind().alive().finish().closes());
    open(
        12,
        "Half-closed, what came before is delivered",
        BEHAVIOUR,
        socket("PULL").message("x").finish().delivers("x").closes());
  }

  private void again() {
    should(
        2,
        "A connecting socket that lost its peer comes again",
        ERRORS,
        socket("PULL").connect().alive().finish().again(Duration.ofSeconds(5)).alive());
    should(
        3,
        "Delays between attempts do not shrink",
        ERRORS,
        socket("PULL")
            .raw()
            .connect()
            .option("reconnect_ivl", 50)
            .step(
                "end 7 attempts",
                s -> {
                  List<Long> delays = new ArrayList<>();
                  s.peer();
                  for (int i = 0; i < 6; i++) {
                    s.peer().finish();
                    long start = System.nanoTime();
                    s.again(1, s.patience.plusSeconds(3));
                    delays.add((System.nanoTime() - start) / 1_000_000);
                  }
                  s.note("delays of " + delays + " ms");
                  long early = delays.get(0) + delays.get(1) + delays.get(2);
                  long late = delays.get(3) + delays.get(4) + delays.get(5);
                  if (late * 2 < early) {
                    throw new Failed("right: delays that do not shrink; they are " + delays);
                  }
                }));
    shall(
        4,
        "Connecting waits for a peer that is not there yet",
        SEMANTICS,
        socket("PULL")
            .raw()
            .connect()
            .step(
                "nobody listens, then somebody does",
                s -> {
                  int port = freePort();
                  s.socket.connect("tcp://127.0.0.1:" + port);
                  Thread.sleep(200);
                  try (java.net.ServerSocket late =
                      new java.net.ServerSocket(
                          port, 1, java.net.InetAddress.getLoopbackAddress())) {
                    late.setSoTimeout((int) s.patience.toMillis());
                    late.accept().close();
                  } catch (java.net.SocketTimeoutException e) {
                    throw new Failed(
                        "right: it connects once somebody listens; it did not within "
                            + s.patience.toMillis()
                            + " ms");
                  }
                }));
    should(
        5,
        "After a protocol error of its peer a connecting socket comes again",
        ERRORS,
        socket("PULL")
            .connect()
            .alive()
            .send("02 ffffffffffffffff")
            .closes()
            .again(Duration.ofSeconds(5))
            .alive());
    shall(
        15,
        "What was delivered whole does not come again",
        SEMANTICS,
        socket("PUSH")
            .connect()
            .step("shake hands", Scene::peer)
            .says("1")
            .says("2")
            .gets("1")
            .gets("2")
            .finish()
            .again(Duration.ofSeconds(5))
            .alive()
            .says("3")
            .gets("3"));
  }

  private static int freePort() throws java.io.IOException {
    try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
      return free.getLocalPort();
    }
  }

  private void messages() {
    shall(
        6,
        "A message and FIN in one segment: the message is delivered",
        MESSAGES,
        socket("PULL").message("x").finish().delivers("x"));
    open(
        7,
        "A message and RST: it is delivered, or not",
        MESSAGES,
        socket("PULL")
            .leavesMessages()
            .message("x")
            .reset()
            .step(
                "delivered, or not",
                s -> s.note(s.receive(Scene.MOMENT) == null ? "not delivered" : "delivered")));
    shall(
        14,
        "Half a reply is not delivered",
        MESSAGES,
        socket("REQ")
            .step("shake hands", Scene::peer)
            .says("q")
            .gets("", "q")
            .send(more(""), more("a"))
            .alive()
            .reset()
            .step(
                "nothing is delivered",
                s -> {
                  try {
                    if (s.receive(Scene.MOMENT) != null) {
                      throw new Failed("right: nothing is delivered; something was");
                    }
                  } catch (EngineException e) {
                    s.note("fails: " + e.getMessage());
                  }
                }));
  }

  private void sockets() {
    shall(
        8,
        "A socket that closes sends what is queued, whole messages, and FIN",
        MESSAGES,
        socket("PUSH")
            .option("linger", 5_000)
            .nullOnly()
            .step(
                "queue 100, and close",
                s -> {
                  s.peer();
                  s.alive();
                  s.socket.flood(100, Traffic.LARGE, s.patience, List.of());
                  CompletableFuture<Void> closed = CompletableFuture.runAsync(s.socket::close);
                  List<Integer> numbers = Traffic.numbers(s, 1, s.patience);
                  closed.join();
                  if (numbers.size() != 100 || !s.peer().hasEnded()) {
                    throw new Failed(
                        "right: 100 messages and FIN; came: "
                            + numbers.size()
                            + ", and "
                            + s.peer().whatCame());
                  }
                })
            .isLast());
    open(
        9,
        "A socket that closes ends by its linger",
        "ZMQ_LINGER",
        socket("PUSH")
            .bind()
            .option("linger", 400)
            .option("sndhwm", 20)
            .step(
                "close, and nobody reads",
                s -> {
                  s.peer();
                  s.alive();
                  s.socket.flood(5_000, Traffic.LARGE, Duration.ofMillis(300), List.of());
                  long start = System.nanoTime();
                  s.socket.close();
                  s.note("closed after " + (System.nanoTime() - start) / 1_000_000 + " ms");
                })
            .isLast());
    must(
        10,
        "A connection that is refused ends without other octets than ERROR",
        ERRORS,
        socket("PULL").send("02 ffffffffffffffff").step("FIN alone", CurveCases::endsMute),
        socket("PULL")
            .raw()
            .bind()
            .greets(greeting())
            .send(command("FOO", hex("00")))
            .step(
                "FIN, or ERROR and FIN",
                s -> {
                  ZmtpFrame frame = s.next(s.peer(), s.patience);
                  if (frame != null
                      && !frame.commandName().equals("READY")
                      && !frame.commandName().equals("ERROR")) {
                    throw new Failed("right: FIN, or ERROR; came: " + frame);
                  }
                  s.closes(s.patience);
                }));
  }

  private void others() {
    open(
        11,
        "Who breaks the protocol harms nobody else",
        ERRORS,
        socket("PULL")
            .bind()
            .step("3 peers", Traffic.peers(3))
            .send("02 ffffffffffffffff")
            .closes()
            .peer(1)
            .message("a")
            .delivers("a")
            .peer(2)
            .message("b")
            .delivers("b")
            .alive());
    open(
        13,
        "Connections that come and go leave nothing",
        "RFC 37 Security Considerations",
        socket("PULL")
            .bind()
            .raw()
            .step(
                "300 connections",
                s -> {
                  byte[][] stages = {{}, greeting(), Scene.bytes(greeting(), ready("PUSH"))};
                  Memory before = Memory.of(s.engine);
                  for (int i = 0; i < 300; i++) {
                    s.open(1).send(stages[i % 3]);
                    s.forget(1);
                  }
                  Thread.sleep(200);
                  before.grewLessThan(64 << 20, s);
                }));
  }
}
