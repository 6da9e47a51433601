package reactor.zmtp.test.spec;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import reactor.zmtp.test.ZmtpFrame;

/** Steps of several messages: who gets how many, who waits, who is starved. */
final class Traffic {

  static final int LARGE = 10 * 1024;

  private static final Duration IDLE = Scene.MOMENT.multipliedBy(3);

  private Traffic() {}

  /** Peers 1 to n are there, and the engine knows it. */
  static Scenario.Action peers(int count) {
    return s -> {
      for (int n = 1; n <= count; n++) {
        s.peer(n, s.scenario.peerType, s.scenario.properties);
        s.alive();
      }
      Thread.sleep(30);
    };
  }

  /** What each of the peers 1 to n got, as texts of the last frames. */
  static List<List<String>> heard(Scene scene, int peers) {
    return IntStream.rangeClosed(1, peers)
        .mapToObj(
            n -> {
              List<String> texts = new ArrayList<>();
              Conversation peer = scene.peer(n, scene.scenario.peerType, new byte[0]);
              for (ZmtpFrame frame = scene.next(peer, IDLE);
                  frame != null;
                  frame = scene.next(peer, Duration.ofMillis(50))) {
                if (!frame.hasMore() && !frame.isCommand()) {
                  texts.add(new String(frame.body(), java.nio.charset.StandardCharsets.ISO_8859_1));
                }
              }
              return texts;
            })
        .toList();
  }

  /** So many messages go to each peer in turn. */
  static Scenario inTurn(String type, int peers, int each) {
    return Scenario.socket(type)
        .step(peers + " peers", peers(peers))
        .step(
            "send " + peers * each + " messages",
            s -> {
              for (int i = 0; i < peers * each; i++) {
                if (!s.say(s.patience, Text.frames("m" + i))) {
                  throw new Failed("right: a message is taken; it was not");
                }
              }
              List<List<String>> heard = heard(s, peers);
              if (heard.stream().anyMatch(texts -> texts.size() != each)) {
                throw new Failed("right: " + each + " each; came: " + heard);
              }
            });
  }

  /** Numbers of the messages of a flood that a peer got until nothing comes. */
  static List<Integer> numbers(Scene scene, int peer, Duration idle) {
    List<Integer> numbers = new ArrayList<>();
    Conversation from = scene.peer(peer, scene.scenario.peerType, new byte[0]);
    for (ZmtpFrame frame = scene.next(from, idle); frame != null; frame = scene.next(from, idle)) {
      if (!frame.isCommand() && !frame.hasMore() && frame.body().length >= Integer.BYTES) {
        numbers.add(ByteBuffer.wrap(frame.body()).getInt());
      }
    }
    return numbers;
  }

  /** One of two peers reads nothing: the other goes on, and nothing is dropped. */
  static Scenario oneStalls(String type) {
    return Scenario.socket(type)
        .bind()
        .nullOnly()
        .option("sndhwm", 20)
        .step("2 peers", peers(2))
        .step(
            "send 3,000 of 10 KiB",
            s -> {
              CompletableFuture<Integer> flood =
                  CompletableFuture.supplyAsync(
                      () -> s.socket.flood(3_000, LARGE, s.patience, List.of()));
              List<Integer> second = numbers(s, 2, Duration.ofMillis(1_500));
              int taken = flood.join();
              List<Integer> first = numbers(s, 1, Duration.ofMillis(600));
              first.addAll(second);
              long different = first.stream().distinct().count();
              s.note("the reader got " + second.size() + " of " + taken);
              if (taken < 3_000 || different != taken || first.size() != taken) {
                throw new Failed(
                    "right: 3,000 messages, each once; taken: "
                        + taken
                        + ", came: "
                        + first.size()
                        + ", different: "
                        + different);
              }
            });
  }

  /** All peers read nothing: sending waits or fails before all is taken. */
  static Scenario allStall(String type, Scenario.Action before, List<byte[]> prefix) {
    return Scenario.socket(type)
        .bind()
        .nullOnly()
        .option("sndhwm", 20)
        .step("a peer", peers(1))
        .step("before", before)
        .step(
            "send 5,000 of 10 KiB",
            s -> {
              int taken = s.socket.flood(5_000, LARGE, Duration.ofMillis(500), prefix);
              s.note("sending waits after " + taken);
              if (taken == 5_000) {
                throw new Failed("right: sending waits or fails; all 50 MB were taken");
              }
            });
  }

  static Scenario allStall(String type) {
    return allStall(type, s -> {}, List.of());
  }

  /** Nobody asks for messages: the sender is not read without end. */
  static Scenario receiverStalls(String type, byte[] messages) {
    return Scenario.socket(type)
        .bind()
        .nullOnly()
        .option("rcvhwm", 50)
        .leavesMessages()
        .step(
            "send without end",
            s -> {
              long sent = s.peer().push(messages, 256L << 20, Duration.ofMillis(700));
              s.note("is read up to " + (sent >> 20) + " MiB");
              if (sent >= 256L << 20) {
                throw new Failed("right: reading stops; 256 MiB were read");
              }
            });
  }

  /** Of a loud and a quiet peer the quiet one is heard among the first. */
  static Scenario fair(String type, byte[] loud, byte[] quiet) {
    return Scenario.socket(type)
        .leavesMessages()
        .step("2 peers", peers(2))
        .step(
            "a loud and a quiet peer",
            s -> {
              s.peer(1, s.scenario.peerType, new byte[0]).send(FramingCases.repeated(loud, 300));
              s.peer(2, s.scenario.peerType, new byte[0]).send(quiet);
              s.alive(); // the quiet one has been heard
              for (int i = 0; i < 3; i++) {
                List<byte[]> message = s.received();
                if (Text.of(message).contains("quiet")) {
                  return;
                }
                if (type.equals("REP")) {
                  s.say(s.patience, Text.frames("ok"));
                }
              }
              throw new Failed("right: the quiet one is among the first three; it is not");
            });
  }
}
