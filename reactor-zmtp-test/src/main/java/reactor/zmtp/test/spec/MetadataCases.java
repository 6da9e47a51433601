package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.property;
import static reactor.zmtp.test.ZmtpBytes.ready;
import static reactor.zmtp.test.spec.Scenario.last;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import reactor.zmtp.test.ZmtpFrame;
import reactor.zmtp.test.spec.Security.Mechanism;

/** The properties that a handshake exchanges. */
final class MetadataCases extends SpecGroup {

  private static final String METADATA = "RFC 37 Connection Metadata";
  private static final String NULL = "RFC 37 NULL";
  private static final String IDENTITY = "RFC 37 Identity";
  private static final String RESOURCE = "RFC 37 Resource";
  private static final byte[] PUSH = property("Socket-Type", "PUSH");

  MetadataCases() {
    super("MD", "Metadata");
    types();
    properties();
    malformed();
    identities();
    rest();
  }

  private void types() {
    should(
        1,
        "READY has a Socket-Type",
        METADATA,
        socket("PULL")
            .raw()
            .greets(greeting())
            .send(ready("PUSH"))
            .step(
                "look for it",
                s -> {
                  byte[] type = Metadata.of(s.command("READY")).get("Socket-Type");
                  if (type == null || !Arrays.equals(type, Text.octets("PULL"))) {
                    throw new Failed("right: Socket-Type PULL; it is not there");
                  }
                }));
    shall(
        2,
        "Names of properties have no case",
        METADATA,
        taken(property("socket-type", "PUSH")),
        taken(property("SOCKET-TYPE", "PUSH")),
        refused(property("socket-type", "PUB")));
    open(
        3,
        "A READY without Socket-Type is taken or refused",
        METADATA,
        said().step("taken, or closed", NullCases::closedOrTaken));
    open(
        13,
        "Of two Socket-Types the same one counts, or both are refused",
        NULL,
        said(PUSH, property("Socket-Type", "PUB"))
            .step(
                "taken, or closed",
                s -> {
                  boolean first = isTaken(s);
                  s.open(2).send(greeting());
                  NullCases.greeted(s);
                  s.peer().send(command("READY", property("Socket-Type", "PUB"), PUSH));
                  boolean second = isTaken(s);
                  s.note(
                      first == second
                          ? (first ? "takes both" : "refuses both")
                          : first ? "the first counts" : "the last counts");
                }));
  }

  private static boolean isTaken(Scene scene) {
    return !scene.peer().isClosed() && scene.alive();
  }

  private void properties() {
    must(
        4,
        "Socket-Type may come last",
        NULL,
        taken(property("X-a", "1"), property("X-b", "2"), property("X-c", "3"), PUSH));
    may(5, "Properties that start with X- are taken", METADATA, taken(PUSH, property("X-a", "b")));
    must(6, "A value may have no octets", NULL, taken(PUSH, property("X-a", "")));
    must(7, "A name may have 255 octets", NULL, taken(PUSH, property("X" + "a".repeat(254), "b")));
  }

  private void malformed() {
    must(8, "A name of no octets is refused", NULL, refused(PUSH, hex("00 00000001 61")));
    open(
        9,
        "A name of other characters is refused or ignored",
        NULL,
        Stream.of("20", "00", "80")
            .map(
                octet ->
                    said(PUSH, hex("03 41" + octet + "42 00000000"))
                        .label(octet)
                        .step("taken, or closed", NullCases::closedOrTaken))
            .toArray(Scenario[]::new));
    open(10, "A name longer than READY is refused", NULL, refused(PUSH, hex("ff 41")));
    open(
        11,
        "A value longer than READY is refused",
        NULL,
        Stream.of("00000009", "ffffffff", "80000000")
            .map(size -> refused(PUSH, hex("01 41" + size + "62")).label(size))
            .toArray(Scenario[]::new));
    open(12, "An octet left over is refused", NULL, refused(PUSH, hex("00")));
  }

  private void identities() {
    must(14, "An Identity may have 255 octets", IDENTITY, router("i".repeat(255)));
    open(
        15,
        "An Identity of 256 octets is refused or ignored",
        IDENTITY,
        identity("i".repeat(256)).step("closed, or another id", s -> other(s, "i".repeat(256))));
    shall(
        16,
        "An Identity that begins with zero is no address",
        IDENTITY,
        identity("\0abc").step("closed, or another id", s -> other(s, "\0abc")));
    must(
        17,
        "Who has no Identity gets one made up",
        "RFC 28 ROUTER",
        identity("")
            .step(
                "an id of some octets",
                s -> {
                  s.peer().send(last("x"));
                  List<byte[]> message = s.received();
                  if (message.size() != 2 || message.get(0).length == 0) {
                    throw new Failed("right: an id and x; was delivered: " + Scene.shown(message));
                  }
                }));
    shall(
        18,
        "The Identity of a PUSH means nothing",
        IDENTITY,
        taken(PUSH, property("Identity", "a")));
    may(
        19,
        "A DEALER tells its identity",
        IDENTITY,
        socket("DEALER")
            .option("routing_id", "6100ff")
            .raw()
            .greets(greeting())
            .send(ready("ROUTER"))
            .step(
                "look for it",
                s -> {
                  Map<String, byte[]> all = Metadata.of(s.command("READY"));
                  if (!Arrays.equals(all.getOrDefault("Identity", new byte[0]), hex("6100ff"))) {
                    throw new Failed("right: Identity 61 00 ff; it is not there");
                  }
                }));
  }

  private static Scenario router(String id) {
    return socket("ROUTER").identity(id).send(last("x")).delivers(id, "x").says(id, "y").gets("y");
  }

  private static Scenario identity(String id) {
    return socket("ROUTER")
        .raw()
        .bind()
        .greets(greeting())
        .send(ready("DEALER", property("Identity", Text.octets(id))));
  }

  private static void other(Scene scene, String id) {
    scene.peer().send(last("x"));
    List<byte[]> message = scene.receive(Scene.MOMENT.multipliedBy(4));
    if (message != null && Arrays.equals(message.get(0), Text.octets(id))) {
      throw new Failed("right: not addressed by it; was delivered: " + Scene.shown(message));
    }
    scene.note(message == null ? "closed" : "another id is made up");
  }

  private void rest() {
    shall(20, "A Resource is taken", RESOURCE, taken(PUSH, property("Resource", "a/b")));
    open(
        21,
        "A malformed Resource is taken or refused",
        RESOURCE,
        said(PUSH, property("Resource", "/a//b "))
            .step("taken, or closed", NullCases::closedOrTaken));
    must(
        22,
        "No metadata are told before the handshake is secure",
        "RFC 37 Security Considerations",
        socket("PULL")
            .raw()
            .over(Mechanism.CURVE)
            .bind()
            .send(CurveCases.curve(0))
            .step(
                "no command but WELCOME before INITIATE",
                s -> {
                  NullCases.greeted(s);
                  Curve curve = new Curve(false);
                  s.peer().send(curve.hello());
                  ZmtpFrame frame = s.frame("WELCOME");
                  if (!frame.commandName().equals("WELCOME")
                      || new String(frame.body(), java.nio.charset.StandardCharsets.ISO_8859_1)
                          .contains("Socket-Type")) {
                    throw new Failed("right: WELCOME without metadata; came: " + frame);
                  }
                }));
  }

  private static Scenario said(byte[]... properties) {
    return socket("PULL")
        .raw()
        .bind()
        .greets(greeting())
        .send(command("READY", concat(properties)));
  }

  private static Scenario taken(byte[]... properties) {
    return said(properties).send(last("x")).delivers("x");
  }

  private static Scenario refused(byte[]... properties) {
    return said(properties).closes();
  }
}
