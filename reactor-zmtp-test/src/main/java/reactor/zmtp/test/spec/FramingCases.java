package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.COMMAND;
import static reactor.zmtp.test.ZmtpBytes.LONG;
import static reactor.zmtp.test.ZmtpBytes.MORE;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.frame;
import static reactor.zmtp.test.ZmtpBytes.frameHeader;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.ZmtpBytes.ping;
import static reactor.zmtp.test.ZmtpBytes.property;
import static reactor.zmtp.test.spec.Scenario.last;
import static reactor.zmtp.test.spec.Scenario.more;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Frames, and the messages they make. */
final class FramingCases extends SpecGroup {

  private static final String FRAMING = "RFC 37 Framing";
  private static final String GRAMMAR = "RFC 37 Formal Grammar";
  private static final String MESSAGES = "RFC 37 Messages";
  private static final String SECURITY = "RFC 37 Security Considerations";
  private static final String PING = "07 04 50494e47 0000";
  private static final int MIB = 1 << 20;

  FramingCases() {
    super("FR", "Framing");
    sizes();
    messages();
    flags();
    limits();
    ends();
    amounts();
  }

  private void sizes() {
    must(1, "A frame of no octets is an empty message", FRAMING, pull().send("00 00").delivers(""));
    must(2, "A short frame takes 255 octets", FRAMING, pull().send(size(255)).delivers(x(255)));
    // 511 and 32,896 have octets that are negative where octets are signed
    must(
        3,
        "A long frame takes 256 octets and more",
        FRAMING,
        IntStream.of(256, 511, 32_896)
            .mapToObj(n -> pull().label(n + " octets").send(size(n)).delivers(x(n)))
            .toArray(Scenario[]::new));
    must(
        4,
        "A long frame takes 5 octets",
        FRAMING,
        pull().send("02 0000000000000005 68656c6c6f").delivers("hello"));
    must(
        5,
        "256 octets are sent in a long frame",
        FRAMING,
        push().says(x(256)).expects(size(256)),
        push().label("511 octets").says(x(511)).expects(size(511)));
    must(
        6,
        "255 octets are sent in a short frame, or a long one",
        GRAMMAR,
        push().says(x(255)).gets("x".repeat(255)));
    must(
        7,
        "A size above 16 MiB is in network order",
        FRAMING,
        push().says(x((1 << 24) + 1)).expects("02 0000000001000001"));
  }

  private void messages() {
    must(
        8,
        "Frames with MORE make one message",
        FRAMING,
        pull().send("01 01 61 01 00 00 01 62").delivers("a", "", "b"));
    must(
        9,
        "A long frame may have MORE",
        FRAMING,
        pull()
            .send(frame(MORE, x(300).get(0)), hex("00 00"))
            .delivers(List.of(x(300).get(0), new byte[0])));
    shall(
        10,
        "The frames of a message follow each other",
        MESSAGES,
        push().says("a", "", "b").expects("01 01 61 01 00 00 01 62"));
    shall(
        11,
        "A message of 1,000 frames is delivered, or refused",
        MESSAGES,
        pull()
            .send(repeated(more(""), 999), last(""))
            .step(
                "deliver it, or close",
                s -> {
                  List<byte[]> message = s.receive(s.patience);
                  if (message == null) {
                    s.closes(s.patience);
                    s.note("closed");
                  } else if (message.size() != 1_000) {
                    throw new Failed("right: 1,000 frames; were delivered: " + message.size());
                  }
                }));
    must(
        12,
        "A message may be cut anywhere",
        FRAMING,
        cuts(hex("01 01 61 01 00 02 0000000000000002 6263")));
  }

  private void flags() {
    shall(
        13,
        "A thousand messages in one segment keep their order",
        "RFC 37 Socket Semantics",
        pull().send(numbered(1_000)).step("deliver 1,000", s -> inOrder(s, 1_000)));
    open(
        14,
        "A message with a reserved flag is refused, or the flag ignored",
        FRAMING,
        Stream.of("08", "10", "20", "40", "80")
            .map(bit -> pull().label(bit).send(bit + "01 78").survives().leavesMessages())
            .toArray(Scenario[]::new));
    must(
        15,
        "Reserved flags are zero in all that is sent",
        FRAMING,
        push().says("a", "b").gets("a", "b"),
        socket("PUB").command("SUBSCRIBE").alive().says("a").gets("a"),
        socket("REQ").step("shake hands", Scene::peer).says("a").gets("", "a"),
        socket("SUB").subscribe("a").toldAny("SUBSCRIBE"));
    open(
        16,
        "A command with MORE is no part of a message",
        FRAMING,
        pull().send(hex("05" + PING), last("x")).deliversOrCloses("x"));
  }

  private void limits() {
    open(
        17,
        "A size of 2^63 and more is refused",
        FRAMING,
        pull().label("2^63").send("02 8000000000000000").closes(),
        pull().label("2^64-1").send("02 ffffffffffffffff").closes());
    may(
        18,
        "Memory is not reserved for what was only announced",
        SECURITY,
        pull()
            .bind()
            .step(
                "announce 2^62 octets 50 times",
                s -> {
                  Memory before = Memory.of(s.engine);
                  for (int i = 1; i <= 50; i++) {
                    s.peer(i, "PUSH", new byte[0]).send(frameHeader(LONG, 1L << 62));
                  }
                  s.open(60);
                  before.grewLessThan(50 * MIB, s);
                }));
    should(
        19,
        "A frame above the limit is refused, the messages before it are delivered",
        "RFC 37 Error Handling",
        pull().option("maxmsgsize", 1_000).send(last("a"), size(2_000)).delivers("a").closes());
  }

  private void ends() {
    shall(
        20, "Half a message is not delivered", MESSAGES, pull().send(more("a")).finish().closes());
    shall(
        21, "Half a frame is not delivered", MESSAGES, pull().send("00 05 6865").finish().closes());
    shall(
        22,
        "Frames of two peers do not mix",
        MESSAGES,
        pull().send(more("a")).alive().reset().peer(2).send(last("b")).delivers("b"));
    open(
        23,
        "A command between frames leaves the message whole, or is refused",
        GRAMMAR,
        pull()
            .send(more("a"), ping(0, new byte[0]), last("b"))
            .step(
                "deliver it, or close",
                s -> {
                  List<byte[]> message = s.receive(s.patience);
                  if (message == null) {
                    s.closes(s.patience);
                  } else if (message.size() != 2) {
                    throw new Failed("right: a, b; was delivered: " + Scene.shown(message));
                  }
                  s.note(message == null ? "closed" : "delivered whole");
                }));
  }

  private void amounts() {
    shall(
        24,
        "Ten thousand messages come once each, in order",
        "RFC 37 Socket Semantics",
        pull().send(numbered(10_000)).step("deliver 10,000", s -> inOrder(s, 10_000)));
    open(
        25,
        "A message of 100 MiB is delivered, or refused",
        FRAMING,
        pull()
            .bind()
            .leavesMessages()
            .step(
                "send 100 MiB",
                s -> {
                  s.peer().send(frameHeader(LONG, 100L * MIB));
                  for (int i = 0; i < 100 && !s.peer().isClosed(); i++) {
                    s.peer().send(x(MIB).get(0));
                  }
                  List<byte[]> message = s.receive(s.patience);
                  s.note(message == null ? "refused" : "delivered");
                }));
    should(
        26,
        "Commands of up to 255 octets are short frames",
        "RFC 37 Authentication and Confidentiality",
        socket("SUB")
            .subscribesByCommands()
            .subscribe("a")
            .expects("04 0b 09 535542534352494245 61"));
    must(
        27,
        "READY may come in a long frame",
        GRAMMAR,
        pull()
            .raw()
            .greets(greeting())
            .send(
                frame(
                    COMMAND | LONG, concat(hex("05 5245414459"), property("Socket-Type", "PUSH"))),
                message("x"))
            .delivers("x"));
  }

  private static Scenario pull() {
    return socket("PULL");
  }

  private static Scenario push() {
    return socket("PUSH").nullOnly().step("shake hands", Scene::peer);
  }

  static List<byte[]> x(int count) {
    byte[] body = new byte[count];
    Arrays.fill(body, (byte) 'x');
    return List.of(body);
  }

  private static byte[] size(int count) {
    return frame(0, x(count).get(0));
  }

  static byte[] repeated(byte[] octets, int times) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < times; i++) {
      all.writeBytes(octets);
    }
    return all.toByteArray();
  }

  static byte[] numbered(int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      all.writeBytes(last("m" + i));
    }
    return all.toByteArray();
  }

  static void inOrder(Scene scene, int count) {
    for (int i = 0; i < count; i++) {
      scene.delivers(Text.frames("m" + i));
    }
  }

  private static Scenario cuts(byte[] octets) {
    Scenario all = pull().nullOnly();
    for (int at = 1; at < octets.length; at++) {
      all.send(Arrays.copyOf(octets, at))
          .pause(5)
          .send(Arrays.copyOfRange(octets, at, octets.length))
          .delivers("a", "", "bc");
    }
    return all;
  }
}
