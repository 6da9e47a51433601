package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.ZmtpBytes.ready;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.time.Duration;
import java.util.stream.Stream;

/** What peers of other versions get. */
final class VersionCases extends SpecGroup {

  private static final String NEGOTIATION = "RFC 37 Version Negotiation";
  private static final String DETECTION = "RFC 37 Detecting ZMTP 1.0 and 2.0";
  private static final String SIGNATURE = "ff 00*8 7f".replace("00*8", "00".repeat(8));
  private static final String PUSH_2_0 = SIGNATURE + "01 08 0000";
  private static final String IDENTITY_1_0 = "01 00";

  VersionCases() {
    super("VN", "Version negotiation");
    three();
    two();
    one();
    downgrades();
  }

  private void three() {
    may(
        1,
        "A peer of 3.0 is taken",
        NEGOTIATION,
        socket("PULL").minor(0).message("x").delivers("x"));
    must(
        2,
        "A higher minor version is taken, and answered with one's own",
        NEGOTIATION,
        version(3, 2),
        version(3, 255));
    must(
        3,
        "A higher major version is taken, and answered with one's own",
        NEGOTIATION,
        version(4, 0),
        version(255, 255));
    must(
        4,
        "A publisher of 3.1 gets subscriptions as commands",
        "RFC 37 Publish-Subscribe",
        socket("SUB").subscribesByCommands().subscribe("A").told("SUBSCRIBE", hex("41")));
    must(
        5,
        "A publisher of 3.0 gets subscriptions as messages",
        "RFC 23 Publish-Subscribe",
        socket("SUB").minor(0).subscribe("A").expects("00 02 01 41"));
    open(
        6,
        "A peer of 3.0 gets no PING",
        "RFC 23 Commands",
        socket("PULL").minor(0).heartbeats(100, 2_000).quiet(Duration.ofMillis(500)));
  }

  private void two() {
    may(
        7,
        "A peer of 2.0 is answered in 2.0",
        "RFC 37 Detecting ZMTP 2.0; RFC 15",
        older("2.0")
            .send(PUSH_2_0)
            .step(
                "expect revision, type and identity",
                s -> {
                  byte[] came = s.peer().take(14, s.patience);
                  boolean right =
                      came.length == 14
                          && (came[10] == 1 || came[10] == 3)
                          && came[11] == 7
                          && came[12] == 0;
                  if (!right) {
                    throw new Failed(
                        "right: signature, 01 or 03, 07, 00 00; came: " + Transcript.octets(came));
                  }
                }));
    may(
        8,
        "A message of a peer of 2.0 is delivered",
        "RFC 15 Framing",
        older("2.0").send(PUSH_2_0 + "00 01 78").delivers("x"));
    must(
        9,
        "Revision 2 is 2.0 as well",
        "RFC 37 Detecting ZMTP 2.0",
        older("2.0").send(SIGNATURE + "02 08 0000" + "00 01 78").delivers("x"));
    should(
        10,
        "An incompatible peer of 2.0 is disconnected",
        "RFC 15 Socket Compatibility",
        older("2.0").send(SIGNATURE + "01 07 0000").closes());
    open(
        11,
        "A peer of 2.0 of no known type is disconnected, or held",
        "RFC 15 Formal Grammar",
        older("2.0").send(SIGNATURE + "01 0b 0000"));
  }

  private void one() {
    may(
        12,
        "A message of a peer of 1.0 is delivered",
        DETECTION,
        older("1.0").send(IDENTITY_1_0 + "02 00 78").delivers("x"));
    may(
        13,
        "A peer of 1.0 may give its identity in a long frame",
        DETECTION,
        older("1.0").send("ff 0000000000000003 00 6162" + "02 00 78").delivers("x"));
    open(
        14,
        "A subscriber of 1.0 gets everything",
        "RFC 13",
        socket("PUB")
            .raw()
            .bind()
            .option("minimum_protocol", "1.0")
            .send(IDENTITY_1_0)
            .step("read its identity", s -> s.peer().take(2, Scene.MOMENT))
            .pause(150)
            .says("x")
            .step("expect the message x", s -> tail(s, hex("02 00 78"))));
    must(
        17,
        "Lengths of 1.0 count the flags",
        "RFC 13 Framing",
        socket("PUSH")
            .raw()
            .bind()
            .option("minimum_protocol", "1.0")
            .send(IDENTITY_1_0)
            .pause(100)
            .says("ab", "c")
            .step("expect two frames", s -> tail(s, hex("03 01 6162 02 00 63"))));
  }

  private void downgrades() {
    must(
        15,
        "A security mechanism is not negotiated away",
        DETECTION,
        Stream.of(PUSH_2_0 + "00 01 78", IDENTITY_1_0 + "02 00 78")
            .map(
                each ->
                    socket("PULL").raw().bind().over(Security.Mechanism.PLAIN).send(each).closes())
            .toArray(Scenario[]::new));
    must(
        16,
        "Where 3.0 is the least, older peers are closed",
        "RFC 37 Security Considerations",
        older("3.0").send(PUSH_2_0 + "00 01 78").closes(),
        older("3.0").send(IDENTITY_1_0 + "02 00 78").closes());
    shall(
        18,
        "Who has said 3.1 is not taken for older by its frames",
        NEGOTIATION,
        socket("PULL").send("01 00 00 01 78").delivers("", "x"));
  }

  private static Scenario version(int major, int minor) {
    return socket("PULL")
        .raw()
        .bind()
        .label(major + "." + minor)
        .send(greeting(major, minor, "NULL", false))
        .step(
            "read the greeting",
            s -> {
              byte[] came = s.peer().take(64, s.patience);
              if (came.length < 64 || came[10] != 3 || (came[11] & 0xfe) != 0) {
                throw new Failed("right: 03 01 or 03 00 at 10; came: " + Transcript.octets(came));
              }
            })
        .send(ready("PUSH"), message("x"))
        .delivers("x");
  }

  private static Scenario older(String least) {
    return socket("PULL").raw().bind().option("minimum_protocol", least);
  }

  /** What is said ends so: before it are greeting or identity, whichever version they are of. */
  private static void tail(Scene scene, byte[] right) {
    byte[] came = {};
    long end = System.nanoTime() + scene.patience.toNanos();
    while (System.nanoTime() < end && !scene.peer().hasEnded()) {
      byte[] some = scene.peer().take(1, Scene.MOMENT);
      came = Scene.bytes(came, some);
      int at = came.length - right.length;
      if (at >= 0 && java.util.Arrays.equals(came, at, came.length, right, 0, right.length)) {
        return;
      }
    }
    throw new Failed(
        "right: " + Transcript.octets(right) + " at the end; came: " + Transcript.octets(came));
  }
}
