package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.property;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reactor.zmtp.test.ZmtpFrame;
import reactor.zmtp.test.spec.Security.Mechanism;

/** The handshake of CurveZMQ. What follows it is in {@link CurveMessageCases}. */
final class CurveCases extends SpecGroup {

  private static final String HELLO = "RFC 26 HELLO";
  private static final String WELCOME = "RFC 26 WELCOME";
  private static final String INITIATE = "RFC 26 INITIATE";
  private static final String READY = "RFC 26 READY";
  private static final String DESIGN = "RFC 26 General Design";
  private static final byte[] METADATA = property("Socket-Type", "PUSH");

  CurveCases() {
    super("CU", "CURVE");
    hello();
    welcome();
    initiate();
    readies();
    CurveMessageCases.addTo(this);
  }

  private void hello() {
    shall(
        1,
        "HELLO has 200 octets: version, padding, C', nonce, and a box of zeros",
        HELLO,
        client()
            .step(
                "take HELLO apart",
                s -> {
                  byte[] data = s.command("HELLO");
                  if (data.length != 194
                      || data[0] != 1
                      || data[1] != 0
                      || !Arrays.equals(Arrays.copyOfRange(data, 2, 74), new byte[72])) {
                    throw new Failed(
                        "right: 194 octets after the name, 01 00, 72 zeros; came: "
                            + Transcript.octets(data));
                  }
                  new Curve(true).helloed(data);
                }));
    shall(
        2,
        "Each connection has its own C'",
        HELLO,
        client()
            .step(
                "compare two HELLOs",
                s -> {
                  byte[] first = Arrays.copyOfRange(s.command("HELLO"), 74, 106);
                  s.open(2).send(curve(1));
                  NullCases.greeted(s);
                  if (Arrays.equals(first, Arrays.copyOfRange(s.command("HELLO"), 74, 106))) {
                    throw new Failed("right: two keys; they are the same");
                  }
                }));
    shall(
        5,
        "HELLO of another length is refused",
        HELLO,
        refused("199 octets", c -> shortened(c.hello())),
        refused("201 octets", c -> lengthened(c.hello())));
    shall(
        6,
        "HELLO of another version is refused",
        HELLO,
        refusedHello("1.1", c -> c.version = hex("0101")),
        refusedHello("2.0", c -> c.version = hex("0200")));
    shall(
        7,
        "HELLO whose padding is not zero is refused",
        HELLO,
        refusedHello("", c -> c.padding[71] = 1));
    shall(
        8,
        "HELLO for another server is refused",
        HELLO,
        refusedHello("", c -> c.serverKey = X25519.generate().open()));
    shall(
        9,
        "HELLO whose box is not of zeros is refused",
        HELLO,
        refusedHello("", c -> c.greeted[63] = 1));
    open(
        10,
        "A HELLO that is sent again is worth nothing",
        "RFC 26 Replaying data",
        server()
            .step(
                "the same HELLO on two connections",
                s -> {
                  Curve curve = new Curve(false);
                  byte[] said = curve.hello();
                  s.peer().send(said);
                  Security.expect(s, s.peer(), "WELCOME");
                  s.open(2).send(curve(0));
                  NullCases.greeted(s);
                  s.peer().send(said);
                  Security.expect(s, s.peer(), "WELCOME");
                }));
  }

  private void welcome() {
    shall(
        3,
        "HELLO is answered with WELCOME of 168 octets",
        WELCOME,
        server()
            .step(
                "open WELCOME",
                s -> {
                  Curve curve = new Curve(false);
                  s.peer().send(curve.hello());
                  byte[] data = s.command("WELCOME");
                  curve.welcomed(data);
                  if (data.length != 160 || curve.cookie.length != 96) {
                    throw new Failed("right: 160 octets after the name; came: " + data.length);
                  }
                }));
    shall(
        4,
        "Each connection has its own S', cookie and nonce",
        WELCOME,
        server()
            .step(
                "compare two WELCOMEs",
                s -> {
                  Curve one = new Curve(false);
                  s.peer().send(one.hello());
                  byte[] first = s.command("WELCOME");
                  one.welcomed(first);
                  s.open(2).send(curve(0));
                  NullCases.greeted(s);
                  Curve other = new Curve(false);
                  s.peer().send(other.hello());
                  byte[] second = s.command("WELCOME");
                  other.welcomed(second);
                  if (Arrays.equals(one.theirBrief, other.theirBrief)
                      || Arrays.equals(one.cookie, other.cookie)
                      || Arrays.equals(Arrays.copyOf(first, 16), Arrays.copyOf(second, 16))) {
                    throw new Failed("right: two of each; one is the same");
                  }
                }));
    shall(
        11,
        "WELCOME of another length is refused",
        WELCOME,
        welcomed("167 octets", CurveCases::shortened),
        welcomed("169 octets", CurveCases::lengthened));
    shall(
        12,
        "WELCOME that does not open is refused",
        WELCOME,
        welcomed("one bit", CurveCases::changed),
        client()
            .label("another server")
            .step(
                "WELCOME of another server",
                s -> {
                  Curve curve = new Curve(true);
                  curve.helloed(s.command("HELLO"));
                  byte[] nonce = new byte[16];
                  Box stranger = new Box(curve.theirBrief, X25519.generate().secret());
                  s.peer()
                      .send(
                          command(
                              "WELCOME",
                              nonce,
                              stranger.seal(Curve.nonce("WELCOME-", nonce), new byte[128])));
                })
            .step("no INITIATE", CurveCases::ends));
  }

  private void initiate() {
    shall(
        13,
        "INITIATE has the cookie, C, a vouch and metadata",
        INITIATE,
        client()
            .step(
                "open INITIATE",
                s -> {
                  Curve curve = new Curve(true);
                  curve.helloed(s.command("HELLO"));
                  s.peer().send(curve.welcome());
                  Metadata.of(curve.initiated(s.command("INITIATE")));
                  if (!Arrays.equals(curve.clientKey, Curve.CLIENT.open())) {
                    throw new Failed("right: C is the client's key; it is another");
                  }
                }));
    shall(
        14,
        "INITIATE with a changed cookie is refused",
        INITIATE,
        initiated(c -> c.cookie[50] ^= 1));
    shall(
        15,
        "INITIATE with the cookie of another connection is refused",
        INITIATE,
        server()
            .step(
                "the cookie of another",
                s -> {
                  Curve other = new Curve(false);
                  s.peer().send(other.hello());
                  other.welcomed(s.command("WELCOME"));
                  s.open(2).send(curve(0));
                  NullCases.greeted(s);
                  Curve curve = new Curve(false);
                  s.peer().send(curve.hello());
                  curve.welcomed(s.command("WELCOME"));
                  curve.cookie = other.cookie;
                  s.peer().send(curve.initiate(METADATA));
                })
            .step("no READY", CurveCases::ends));
    shall(
        16,
        "A vouch of another C' is refused",
        INITIATE,
        initiated(c -> c.vouched = concat(new byte[32], Curve.SERVER.open())));
    shall(
        17,
        "A vouch of another server is refused",
        INITIATE,
        initiated(c -> c.vouched = concat(c.brief.open(), new byte[32])));
    shall(
        18,
        "A vouch sealed with another key is refused",
        INITIATE,
        initiated(c -> c.vouchSecret = X25519.generate().secret()));
    shall(
        19,
        "INITIATE of 256 octets is refused",
        INITIATE,
        handshaken(
            "", c -> {}, c -> command("INITIATE", Arrays.copyOf(c.cookie, 96), new byte[151])));
    shall(
        20,
        "INITIATE whose metadata do not add up is refused",
        INITIATE,
        handshaken("", c -> {}, c -> c.initiate(hex("ff41"))));
    shall(21, "INITIATE with the nonce of HELLO is refused", HELLO, initiated(c -> c.nonce = 1));
    must(22, "INITIATE 90 s after WELCOME is refused", WELCOME);
    shall(
        23,
        "INITIATE of who is not allowed gets ERROR, or the end",
        "RFC 26 INITIATE, ERROR",
        initiated(
            c -> {
              X25519.Keys stranger = X25519.generate();
              c.clientKey = stranger.open();
              c.vouchSecret = stranger.secret();
            }));
  }

  private void readies() {
    shall(
        24,
        "INITIATE of who is allowed gets READY with metadata",
        READY,
        server()
            .step(
                "open READY",
                s -> {
                  Curve curve = helloed(s);
                  s.peer().send(curve.initiate(METADATA));
                  if (!Metadata.of(curve.readied(s.command("READY"))).containsKey("Socket-Type")) {
                    throw new Failed("right: READY with Socket-Type; it has none");
                  }
                }));
    shall(
        25,
        "READY that does not open is refused",
        READY,
        readied("one bit", CurveCases::changed),
        readied("29 octets", each -> command("READY", new byte[23])));
    shall(
        26,
        "A client that got ERROR does not come again with the same keys",
        DESIGN,
        PlainCases.noMore(client().toldAny("HELLO")));
    shall(
        27,
        "A client never sends ERROR",
        DESIGN,
        welcomed("", CurveCases::changed),
        readied("", CurveCases::changed));
    must(
        39,
        "Clients of other mechanisms are refused",
        "RFC 37 Authentication and Confidentiality",
        Stream.of("NULL", "PLAIN")
            .map(
                name ->
                    socket("PULL")
                        .raw()
                        .bind()
                        .over(Mechanism.CURVE)
                        .label(name)
                        .send(greeting(3, 1, name, false))
                        .closes())
            .toArray(Scenario[]::new));
  }

  static byte[] curve(int asServer) {
    return greeting(3, 1, "CURVE", asServer == 1);
  }

  static Scenario client() {
    return socket("PULL")
        .raw()
        .connect()
        .over(Mechanism.CURVE)
        .send(curve(1))
        .step("read the greeting", NullCases::greeted);
  }

  static Scenario server() {
    return socket("PULL")
        .raw()
        .bind()
        .over(Mechanism.CURVE)
        .send(curve(0))
        .step("read the greeting", NullCases::greeted);
  }

  private static Curve helloed(Scene s) {
    Curve curve = new Curve(false);
    s.peer().send(curve.hello());
    curve.welcomed(s.command("WELCOME"));
    return curve;
  }

  private static Scenario refusedHello(String label, Consumer<Curve> wrong) {
    return refused(
        label,
        curve -> {
          wrong.accept(curve);
          return curve.hello();
        });
  }

  private static Scenario refused(String label, java.util.function.Function<Curve, byte[]> hello) {
    return server()
        .label(label)
        .step("send HELLO", s -> s.peer().send(hello.apply(new Curve(false))))
        .step("no WELCOME", CurveCases::ends);
  }

  private static Scenario initiated(Consumer<Curve> wrong) {
    return handshaken("", wrong, c -> c.initiate(METADATA));
  }

  private static Scenario handshaken(
      String label, Consumer<Curve> wrong, java.util.function.Function<Curve, byte[]> initiate) {
    return server()
        .label(label)
        .step(
            "send INITIATE",
            s -> {
              Curve curve = helloed(s);
              wrong.accept(curve);
              s.peer().send(initiate.apply(curve));
            })
        .step("no READY", CurveCases::ends);
  }

  private static Scenario welcomed(String label, UnaryOperator<byte[]> wrong) {
    return client()
        .label(label)
        .step(
            "send WELCOME",
            s -> {
              Curve curve = new Curve(true);
              curve.helloed(s.command("HELLO"));
              s.peer().send(wrong.apply(curve.welcome()));
            })
        .step("no INITIATE", CurveCases::endsMute);
  }

  private static Scenario readied(String label, UnaryOperator<byte[]> wrong) {
    return client()
        .label(label)
        .step(
            "send READY",
            s -> {
              Curve curve = new Curve(true);
              curve.helloed(s.command("HELLO"));
              s.peer().send(curve.welcome());
              curve.initiated(s.command("INITIATE"));
              s.peer().send(wrong.apply(curve.ready(METADATA)));
            })
        .step("no message, and no ERROR", CurveCases::endsMute);
  }

  /** The connection ends; ERROR is the most that may come before. */
  static void ends(Scene s) {
    ZmtpFrame frame = s.next(s.peer(), s.patience);
    if (frame != null && !frame.commandName().equals("ERROR")) {
      throw new Failed("right: the connection closed; came: " + frame);
    }
    if (frame == null) {
      s.closes(s.patience);
    }
  }

  static void endsMute(Scene s) {
    ZmtpFrame frame = s.next(s.peer(), s.patience);
    if (frame != null) {
      throw new Failed("right: the connection closed without a word; came: " + frame);
    }
    s.closes(s.patience);
  }

  /** The same command with one bit of its last octet changed. */
  static byte[] changed(byte[] frame) {
    byte[] changed = frame.clone();
    changed[changed.length - 1] ^= 1;
    return changed;
  }

  /** A short frame whose body lacks its last octet. */
  static byte[] shortened(byte[] frame) {
    byte[] less = Arrays.copyOf(frame, frame.length - 1);
    less[1]--;
    return less;
  }

  static byte[] lengthened(byte[] frame) {
    byte[] more = Arrays.copyOf(frame, frame.length + 1);
    more[1]++;
    return more;
  }
}
