package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.spec.Scenario.last;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.time.Duration;
import java.util.List;

/** ROUTER, and the ids of its peers. */
final class RouterCases extends SpecGroup {

  private static final String ROUTER = "RFC 28 ROUTER";

  RouterCases() {
    super("RO", "ROUTER");
    shall(1, "A message is delivered behind the peer's id", ROUTER, known().delivers("a", "x"));
    shall(
        2,
        "The id is not on the wire",
        ROUTER,
        known().delivers("a", "x").says("a", "y").gets("y"));
    shall(
        3,
        "All that is behind the id is on the wire",
        ROUTER,
        known().delivers("a", "x").says("a", "", "y", "z").gets("", "y", "z"));
    shall(
        4,
        "A message to nobody is dropped, or an error",
        ROUTER,
        known()
            .delivers("a", "x")
            .step(
                "send to nobody",
                s -> {
                  try {
                    s.say(s.patience, Text.frames("nobody", "y"));
                    s.note("drops it");
                  } catch (EngineException e) {
                    s.note("fails: " + e.getMessage());
                  }
                })
            .says("a", "y")
            .gets("y"));
    shall(
        5,
        "A peer without Identity gets an id that reaches it",
        ROUTER,
        socket("ROUTER")
            .send(last("x"))
            .step(
                "answer it",
                s -> {
                  List<byte[]> message = s.received();
                  s.say(s.patience, List.of(message.get(0), Text.octets("y")));
                  s.gets(Text.frames("y"));
                }));
    shall(
        6,
        "Two peers never have the same id",
        ROUTER,
        known()
            .delivers("a", "x")
            .step(
                "another a",
                s -> {
                  try {
                    s.peer(2, "DEALER", identity("a")).send(last("other"));
                  } catch (Failed refused) {
                    s.note("the second is refused");
                    return;
                  }
                  List<byte[]> message = s.receive(Scene.MOMENT);
                  if (message == null) {
                    s.note(s.peer().isClosed() ? "the second is refused" : "the second is mute");
                  } else if (!Text.of(message.get(0)).equals("\"a\"")) {
                    s.note("the second gets another id");
                  } else {
                    s.peer(1, "DEALER", identity("a"));
                    s.note("the second takes over");
                    s.closes(s.patience);
                  }
                })
            .leavesMessages());
    shall(
        7,
        "A peer that comes again is reached",
        ROUTER,
        known()
            .bind()
            .delivers("a", "x")
            .goes(1)
            .pause(150)
            .peer(2, "DEALER", "a")
            .message("again")
            .delivers("a", "again")
            .says("a", "y")
            .gets("y"));
    shall(
        8,
        "A peer that reads nothing holds up nobody",
        ROUTER,
        socket("ROUTER")
            .bind()
            .option("sndhwm", 20)
            .peer(1, "DEALER", "a")
            .message("x")
            .delivers("a", "x")
            .peer(2, "DEALER", "b")
            .message("x")
            .delivers("b", "x")
            .step(
                "3,000 of 10 KiB to a",
                s -> {
                  int taken =
                      s.socket.flood(3_000, Traffic.LARGE, Duration.ofSeconds(1), Text.frames("a"));
                  if (taken < 3_000) {
                    throw new Failed("right: dropped, or an error; sending waits after " + taken);
                  }
                })
            .says("b", "y")
            .step("b is reached", s -> s.peer(2, "DEALER", new byte[0]))
            .gets("y"));
    shall(
        9,
        "A loud peer does not silence a quiet one",
        ROUTER,
        Traffic.fair("ROUTER", last("loud"), last("quiet")));
    may(
        10,
        "ROUTER talks to ROUTER",
        ROUTER,
        socket("ROUTER")
            .option("routing_id", "75")
            .as("ROUTER")
            .identity("s")
            .message("x")
            .delivers("s", "x")
            .says("s", "y")
            .gets("y"));
    open(
        11,
        "A message of an id alone is an empty message, or dropped",
        ROUTER,
        known()
            .delivers("a", "x")
            .step(
                "send the id alone",
                s -> {
                  try {
                    s.say(s.patience, Text.frames("a"));
                  } catch (EngineException e) {
                    s.note("fails: " + e.getMessage());
                  }
                  s.say(s.patience, Text.frames("a", "y"));
                  List<byte[]> first = s.message();
                  if (first.get(0).length == 0) {
                    s.note("an empty message");
                    first = s.message();
                  }
                  if (!Text.of(first).equals("\"y\"")) {
                    throw new Failed(
                        "right: an empty message or none, then y; came: " + Scene.shown(first));
                  }
                }));
    shall(
        12,
        "An Identity of 255 octets of all values is reached",
        "RFC 28 ROUTER; RFC 37 Identity",
        all(allValues()));
    should(
        13,
        "A ROUTER that connects knows its peer by its Identity",
        ROUTER,
        socket("ROUTER")
            .connect()
            .identity("s")
            .message("x")
            .delivers("s", "x")
            .says("s", "y")
            .gets("y"));
  }

  private static Scenario known() {
    return socket("ROUTER").identity("a").message("x");
  }

  private static byte[] identity(String id) {
    return reactor.zmtp.test.ZmtpBytes.property("Identity", Text.octets(id));
  }

  private static Scenario all(String id) {
    return socket("ROUTER")
        .identity(id)
        .send(message(Text.octets("x")))
        .delivers(id, "x")
        .says(id, "y")
        .gets("y");
  }

  private static String allValues() {
    StringBuilder id = new StringBuilder();
    for (int octet = 255; octet > 0; octet--) {
      id.append((char) octet);
    }
    return id.toString();
  }
}
