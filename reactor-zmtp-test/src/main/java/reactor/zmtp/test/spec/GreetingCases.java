package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.ZmtpBytes.ready;
import static reactor.zmtp.test.ZmtpBytes.signature;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reactor.zmtp.test.ZmtpFrame;

/** The first 64 octets. */
final class GreetingCases extends SpecGroup {

  private static final String NEGOTIATION = "RFC 37 Version Negotiation";
  private static final String GRAMMAR = "RFC 37 Formal Grammar";
  private static final String ERRORS = "RFC 37 Error Handling";
  private static final String SECURITY = "RFC 37 Security Considerations";
  private static final byte[] WHOLE = concat(greeting(), ready("PUSH"), message("x"));

  GreetingCases() {
    super("GR", "Greeting");
    whatItSays();
    howItReads();
    whatItIgnores();
    whoIsNoPeer();
  }

  private void whatItSays() {
    must(1, "A bound socket sends its signature without waiting", NEGOTIATION, first().bind());
    must(
        2,
        "A connecting socket sends its signature without waiting",
        NEGOTIATION,
        first().connect());
    must(
        3,
        "Octet 0 is FF and octet 9 is 7F",
        GRAMMAR,
        says("ff, and 7f at 9", g -> g[0] == -1 && g[9] == 0x7f));
    should(
        4,
        "A greeting that is sent at once has a padding of zeros",
        NEGOTIATION,
        socket("PULL").raw().step("read the greeting", GreetingCases::padding));
    must(
        5,
        "Octets 10 and 11 are 03 01, or 03 00",
        GRAMMAR,
        says("03 and 00 or 01 at 10", g -> g[10] == 3 && (g[11] & 0xfe) == 0));
    must(
        6,
        "The mechanism is a name, padded with zeros",
        "RFC 37 Authentication and Confidentiality",
        says(
            "a name at 12",
            g ->
                new String(g, 12, 20, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .matches("[-A-Z0-9_.+]+\0*")));
    must(7, "With NULL as-server is 0", "RFC 37 NULL", says("00 at 32", g -> g[32] == 0));
    must(
        8,
        "The filler is zero",
        GRAMMAR,
        says("zeros from 33 on", g -> IntStream.range(33, 64).allMatch(i -> g[i] == 0)));
    must(
        9,
        "A greeting has exactly 64 octets",
        "RFC 37 Framing",
        types(
            type ->
                socket(type)
                    .raw()
                    .greets(greeting())
                    .send(ready(Types.peerOf(type)))
                    .step(
                        "expect a command of a short or long frame",
                        s -> {
                          ZmtpFrame frame = s.frame("READY");
                          if (!frame.commandName().equals("READY") || (frame.flags() & 0xfd) != 4) {
                            throw new Failed(
                                "right: READY with the flags 04 or 06; came: " + frame);
                          }
                        })));
  }

  private void howItReads() {
    must(
        10,
        "Greeting, READY and a message in one segment",
        "RFC 37 Overall Behavior",
        pull().send(WHOLE).delivers("x"));
    must(
        11,
        "The same one octet at a time",
        "RFC 37 Framing",
        pull()
            .step(
                "send octets one by one",
                s -> {
                  for (byte octet : WHOLE) {
                    s.peer().send(new byte[] {octet});
                    Thread.sleep(1);
                  }
                })
            .delivers("x"));
    must(
        12,
        "The same cut once, anywhere",
        "RFC 37 Framing",
        IntStream.of(1, 9, 10, 11, 12, 31, 32, 33, 63, 64, 65)
            .mapToObj(
                n ->
                    pull()
                        .label("cut after " + n)
                        .send(Arrays.copyOf(WHOLE, n))
                        .pause(20)
                        .send(Arrays.copyOfRange(WHOLE, n, WHOLE.length))
                        .delivers("x"))
            .toArray(Scenario[]::new));
  }

  private void whatItIgnores() {
    must(13, "The padding is not looked at", NEGOTIATION, greeted(1, "a5a5a5a5a5a5a5a5"));
    must(
        14,
        "Nor the paddings that are in use",
        NEGOTIATION,
        greeted(1, "0000000000000001"),
        greeted(1, "ffffffffffffffff"));
    open(15, "The filler is not looked at", GRAMMAR, greeted(33, "5a".repeat(31)));
    shall(16, "With NULL as-server has no significance", "RFC 37 Topology", greeted(32, "01"));
  }

  private void whoIsNoPeer() {
    must(
        17,
        "What does not begin with FF is closed, or a peer of ZMTP 1.0",
        NEGOTIATION,
        strangers("00", "7f", "474554202f20485454502f312e310d0a0d0a"));
    must(
        18,
        "A TLS ClientHello is closed, or taken for ZMTP 1.0",
        NEGOTIATION,
        strangers("1603010200010001fc0303" + "ab".repeat(100)));
    must(
        19,
        "A tenth octet whose bit 0 is unset is closed, or ZMTP 1.0",
        "RFC 37 Detecting ZMTP 1.0 and 2.0",
        strangers("ff00000000000000007e"));
    open(
        20,
        "A tenth octet of 01 is accepted or closed",
        GRAMMAR,
        pull()
            .send(concat(signatureTo((byte) 1), Arrays.copyOfRange(WHOLE, 10, WHOLE.length)))
            .leavesMessages());
    open(
        21,
        "Random octets harm nobody",
        SECURITY,
        pull()
            .step(
                "20 strangers",
                s -> {
                  Random random = new Random(37);
                  for (int i = 1; i <= 20; i++) {
                    byte[] octets = new byte[64];
                    random.nextBytes(octets);
                    s.open(i).send(octets);
                  }
                }));
    should(
        22,
        "A connection that ends in its greeting is closed",
        ERRORS,
        IntStream.of(0, 1, 9, 10, 11, 32, 63)
            .mapToObj(
                n ->
                    pull()
                        .label("FIN after " + n)
                        .send(Arrays.copyOf(greeting(), n))
                        .finish()
                        .closes())
            .toArray(Scenario[]::new));
    should(
        23,
        "A connecting socket whose handshake was reset comes again",
        ERRORS,
        socket("PULL")
            .raw()
            .connect()
            .send(Arrays.copyOf(greeting(), 20))
            .reset()
            .step("comes again", s -> s.again(1, Duration.ofSeconds(5))));
    may(
        24,
        "A hundred that say nothing do not hold up who does",
        SECURITY,
        pull()
            .step(
                "100 silent ones",
                s -> {
                  for (int i = 1; i <= 100; i++) {
                    s.open(i);
                  }
                }));
    may(
        25,
        "Who says nothing is closed after a while",
        SECURITY,
        pull().option("handshake_ivl", 1_500).closes());
    must(
        26,
        "A peer of another mechanism gets a whole greeting",
        "RFC 37 Authentication and Confidentiality",
        pull()
            .send(greeting(3, 1, "PLAIN", false))
            .step(
                "expect 64 octets",
                s -> {
                  byte[] came = s.peer().take(64, s.patience);
                  if (came.length < 64) {
                    throw new Failed(
                        "right: 64 octets of greeting; "
                            + came.length
                            + " came, and then "
                            + s.peer().whatCame());
                  }
                }));
  }

  private static Scenario pull() {
    return socket("PULL").raw().bind();
  }

  private static Scenario first() {
    return socket("PULL")
        .raw()
        .step(
            "expect a signature",
            s -> {
              byte[] came = s.peer().take(10, s.patience);
              if (came.length < 10 || came[0] != -1 || came[9] != 0x7f) {
                throw new Failed("right: ff, 8 octets, 7f; came: " + Transcript.octets(came));
              }
            })
        .send(signature())
        .expects("03");
  }

  private static Scenario[] types(java.util.function.Function<String, Scenario> scenario) {
    return Stream.of("PULL", "PUB", "DEALER", "REQ")
        .map(type -> scenario.apply(type).label(type))
        .toArray(Scenario[]::new);
  }

  private static Scenario[] says(String right, Predicate<byte[]> check) {
    return types(
        type ->
            socket(type)
                .raw()
                .send(greeting())
                .step(
                    "read the greeting",
                    s -> {
                      byte[] came = s.peer().take(64, s.patience);
                      if (came.length < 64 || !check.test(came)) {
                        throw new Failed("right: " + right + "; came: " + Transcript.octets(came));
                      }
                    }));
  }

  private static void padding(Scene scene) {
    byte[] came = scene.peer().take(64, Duration.ofMillis(600));
    if (came.length < 64) {
      scene.note("sends its greeting in parts");
    } else if (!Arrays.equals(Arrays.copyOfRange(came, 1, 9), new byte[8])) {
      throw new Failed("right: zeros; came: " + Transcript.octets(came));
    }
  }

  /** A greeting with other octets somewhere is a greeting. */
  private static Scenario greeted(int at, String octets) {
    byte[] changed = WHOLE.clone();
    System.arraycopy(hex(octets), 0, changed, at, octets.length() / 2);
    return pull()
        .greets(Arrays.copyOf(changed, 64))
        .send(Arrays.copyOfRange(changed, 64, changed.length))
        .delivers("x");
  }

  private static byte[] signatureTo(byte last) {
    byte[] changed = signature();
    changed[9] = last;
    return changed;
  }

  /** Closed where ZMTP 3 is the least; where older peers are allowed, nothing is delivered. */
  private static Scenario[] strangers(String... octets) {
    return Stream.of(octets)
        .flatMap(
            each ->
                Stream.of(
                    pull()
                        .label(each.substring(0, 2))
                        .option("minimum_protocol", "3.0")
                        .send(each)
                        .closes(),
                    pull().label(each.substring(0, 2)).send(each)))
        .toArray(Scenario[]::new);
  }
}
