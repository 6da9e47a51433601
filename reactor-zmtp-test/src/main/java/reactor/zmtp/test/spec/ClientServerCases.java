package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.property;
import static reactor.zmtp.test.spec.Scenario.last;
import static reactor.zmtp.test.spec.Scenario.more;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.util.Arrays;
import java.util.List;

/** CLIENT and SERVER. */
final class ClientServerCases extends SpecGroup {

  private static final String CLIENT = "RFC 41 CLIENT";
  private static final String SERVER = "RFC 41 SERVER";

  ClientServerCases() {
    super("CS", "CLIENT/SERVER");
    shall(
        1,
        "A CLIENT adds nothing",
        CLIENT,
        socket("CLIENT")
            .step("shake hands", Scene::peer)
            .says("hello")
            .expects("00 05 68656c6c6f"));
    shall(2, "Each client has its own routing id", SERVER, ids("SERVER"));
    shall(
        3,
        "A reply reaches its client alone, unmodified",
        SERVER,
        socket("SERVER")
            .step("2 clients", Traffic.peers(2))
            .step(
                "answer the first",
                s -> {
                  byte[] first = id(s, 1);
                  id(s, 2);
                  s.say(s.patience, List.of(first, Text.octets("y")));
                  s.peer(2, "CLIENT", new byte[0]);
                  s.quiet(Scene.MOMENT);
                  s.peer(1, "CLIENT", new byte[0]);
                  s.gets(Text.frames("y"));
                }));
    shall(4, "An Identity is no routing id", SERVER, notIdentity("SERVER"));
    shall(5, "A message to nobody is an error", SERVER, toNobody("SERVER"));
    shall(6, "Where the client reads nothing, sending waits or fails", SERVER, stalls("SERVER"));
    must(
        7,
        "A message of two frames is discarded, or its sender disconnected",
        SERVER,
        oneFrame("SERVER"));
    must(8, "So it is by a CLIENT", CLIENT, oneFrame("CLIENT"));
    must(
        9,
        "A message of two frames is not sent",
        "RFC 41; RFC 37 Thread-Safe",
        refusesTwo("CLIENT"),
        socket("SERVER")
            .step(
                "answer with two frames",
                s -> {
                  byte[] id = id(s, 1);
                  twoFrames(s, List.of(id, Text.octets("a"), Text.octets("b")));
                }));
    shall(10, "A CLIENT sends to its servers in turn", CLIENT, Traffic.inTurn("CLIENT", 3, 2));
    shall(
        11,
        "A loud server does not silence a quiet one",
        CLIENT,
        Traffic.fair("CLIENT", last("loud"), last("quiet")));
    shall(
        12, "Without a server sending waits or fails", CLIENT, socket("CLIENT").bind().holds("x"));
  }

  /** The routing id under which a message of a peer is delivered. */
  static byte[] id(Scene scene, int peer) {
    scene.peer(peer, scene.scenario.peerType, scene.scenario.properties).send(last("x"));
    List<byte[]> message = scene.received();
    if (message.size() != 2) {
      throw new Failed("right: an id and x; was delivered: " + Scene.shown(message));
    }
    return message.get(0);
  }

  static Scenario ids(String type) {
    return socket(type)
        .step("2 peers", Traffic.peers(2))
        .step(
            "compare two ids",
            s -> {
              byte[] first = id(s, 1);
              byte[] second = id(s, 2);
              if (first.length != 4
                  || second.length != 4
                  || Arrays.equals(first, second)
                  || Arrays.equals(first, new byte[4])) {
                throw new Failed(
                    "right: two ids of 32 bits, not zero; were: "
                        + Text.of(first)
                        + " and "
                        + Text.of(second));
              }
            });
  }

  static Scenario notIdentity(String type) {
    return socket(type)
        .properties(property("Identity", "abcd"))
        .step(
            "an id of its own",
            s -> {
              if (Arrays.equals(id(s, 1), Text.octets("abcd"))) {
                throw new Failed("right: an id that is not the Identity; it is");
              }
            });
  }

  static Scenario toNobody(String type) {
    return socket(type)
        .bind()
        .step(
            "send to nobody",
            s -> {
              try {
                if (s.say(Scene.MOMENT, List.of(new byte[] {1, 2, 3, 4}, Text.octets("x")))) {
                  throw new Failed("right: an error; the message was taken");
                }
                throw new Failed("right: an error; sending waits");
              } catch (UnsupportedException e) {
                throw e;
              } catch (EngineException e) {
                s.note(String.valueOf(e.getMessage()));
              }
            });
  }

  static Scenario stalls(String type) {
    return socket(type)
        .bind()
        .option("sndhwm", 20)
        .step(
            "send 5,000 of 10 KiB",
            s -> {
              int taken =
                  s.socket.flood(
                      5_000, Traffic.LARGE, java.time.Duration.ofMillis(500), List.of(id(s, 1)));
              s.note("waits or fails after " + taken);
              if (taken == 5_000) {
                throw new Failed("right: sending waits or fails; all 50 MB were taken");
              }
            });
  }

  /** Two frames and then one: the one is delivered, or the connection is closed. */
  static Scenario oneFrame(String type) {
    return socket(type)
        .send(concat(more("a"), last("b")), last("c"))
        .step(
            "c alone, or closed",
            s -> {
              List<byte[]> message = s.receive(Scene.MOMENT.multipliedBy(4));
              if (message == null) {
                s.closes(s.patience);
                s.note("closed");
                return;
              }
              if (!Text.of(message.get(message.size() - 1)).equals("\"c\"")) {
                throw new Failed("right: c alone; was delivered: " + Scene.shown(message));
              }
              s.note("discards it");
            });
  }

  static Scenario refusesTwo(String type) {
    return socket(type)
        .step("shake hands", Scene::peer)
        .step("send two frames", s -> twoFrames(s, Text.frames("a", "b")));
  }

  static void twoFrames(Scene scene, List<byte[]> message) {
    try {
      if (!scene.say(scene.patience, message)) {
        throw new Failed("right: refused; sending waits");
      }
    } catch (UnsupportedException e) {
      throw e;
    } catch (EngineException e) {
      scene.note("refused");
      return;
    }
    for (var frame = scene.next(scene.peer(), Scene.MOMENT);
        frame != null;
        frame = scene.next(scene.peer(), Scene.MOMENT)) {
      if (frame.hasMore()) {
        throw new Failed("right: refused; came: " + frame);
      }
    }
    throw new Failed("right: refused; the message was taken");
  }
}
