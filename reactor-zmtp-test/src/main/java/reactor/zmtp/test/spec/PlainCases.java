package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.error;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.ZmtpBytes.property;
import static reactor.zmtp.test.ZmtpBytes.ready;
import static reactor.zmtp.test.spec.Scenario.socket;
import static reactor.zmtp.test.spec.Security.LONG_WORD;
import static reactor.zmtp.test.spec.Security.PASSWORD;
import static reactor.zmtp.test.spec.Security.USER;
import static reactor.zmtp.test.spec.Security.hello;

import java.time.Duration;
import java.util.stream.Stream;
import reactor.zmtp.test.ZmtpFrame;
import reactor.zmtp.test.spec.Security.Mechanism;

/** The handshake with a user name and a password. */
final class PlainCases extends SpecGroup {

  private static final String PLAIN = "RFC 24 Implementation";
  private static final String GRAMMAR = "RFC 24 Formal Grammar";
  private static final String ERRORS = "RFC 37 Error Handling";
  private static final byte[] HELLO = hello(USER, PASSWORD);
  private static final byte[] INITIATE = command("INITIATE", property("Socket-Type", "PUSH"));

  PlainCases() {
    super("PL", "PLAIN");
    credentials();
    malformed();
    initiate();
    connecting();
    roles();
  }

  private void credentials() {
    must(
        1,
        "A client says as-server 0, and HELLO with user and password",
        PLAIN,
        client().step("read as-server", s -> asServer(s, 0)).expects(HELLO));
    must(
        2,
        "A server says as-server 1",
        "RFC 24 Implementation; RFC 37 Topology",
        socket("PULL")
            .raw()
            .bind()
            .over(Mechanism.PLAIN)
            .send(plain(0))
            .step("read as-server", s -> asServer(s, 1)));
    open(
        3,
        "A client's as-server is not looked at",
        PLAIN,
        Stream.of(0, 1)
            .map(
                asServer ->
                    socket("PULL")
                        .raw()
                        .bind()
                        .over(Mechanism.PLAIN)
                        .label("as-server " + asServer)
                        .greets(plain(asServer))
                        .send(HELLO)
                        .toldAny("WELCOME"))
            .toArray(Scenario[]::new));
    must(
        4, "Good credentials are welcome", PLAIN, server(HELLO).expects("04 08 07 57454c434f4d45"));
    must(5, "A wrong password is not", PLAIN, refused(hello(USER, "wrong")));
    must(
        6,
        "Nor is an unknown user, or none",
        PLAIN,
        refused(hello("nobody", PASSWORD)),
        refused(hello("", "")));
    must(
        7,
        "User and password may have 255 octets",
        PLAIN,
        server(hello(LONG_WORD, LONG_WORD)).toldAny("WELCOME"),
        refused(hello(LONG_WORD, LONG_WORD.substring(1))));
  }

  private void malformed() {
    open(
        8,
        "A user longer than its frame is refused",
        GRAMMAR,
        refused(command("HELLO", hex("ff61"))));
    open(9, "HELLO without a password is refused", GRAMMAR, refused(command("HELLO", hex("0161"))));
    open(
        10,
        "HELLO with an octet too many is refused",
        GRAMMAR,
        refused(
            concat(
                command(
                    "HELLO",
                    Security.shortString(USER),
                    Security.shortString(PASSWORD),
                    hex("00")))));
    open(
        11,
        "Control characters in a user's name harm nobody",
        GRAMMAR,
        refused(hello("\0", PASSWORD)),
        refused(hello("a\nb", PASSWORD)),
        refused(hello("\u0080", PASSWORD)));
    open(12, "INITIATE before HELLO is refused", GRAMMAR, refused(INITIATE));
    open(13, "A second HELLO is refused", GRAMMAR, server(HELLO, HELLO).closes());
    must(
        14,
        "READY in place of HELLO is refused",
        "RFC 24; RFC 37 Security Considerations",
        refused(ready("PUSH")));
    open(
        15,
        "A message before READY is refused",
        GRAMMAR,
        refused(message("x")),
        server(HELLO, message("x")).closes());
  }

  private void initiate() {
    must(
        16,
        "INITIATE is answered with READY and metadata",
        PLAIN,
        server(HELLO)
            .toldAny("WELCOME")
            .send(INITIATE)
            .step(
                "read READY",
                s -> {
                  if (!Metadata.of(s.command("READY")).containsKey("Socket-Type")) {
                    throw new Failed("right: READY with Socket-Type; it has none");
                  }
                }));
    should(
        17,
        "INITIATE of an incompatible socket type gets ERROR",
        "RFC 37 Socket-Type",
        server(HELLO)
            .toldAny("WELCOME")
            .send(command("INITIATE", property("Socket-Type", "PULL")))
            .toldAny("ERROR")
            .closes());
  }

  private void connecting() {
    must(
        18,
        "A client that is welcome sends INITIATE with its Socket-Type",
        PLAIN,
        client()
            .step("read the greeting", NullCases::greeted)
            .toldAny("HELLO")
            .send(command("WELCOME"))
            .step(
                "read INITIATE",
                s -> {
                  if (!Metadata.of(s.command("INITIATE")).containsKey("Socket-Type")) {
                    throw new Failed("right: INITIATE with Socket-Type; it has none");
                  }
                }));
    open(
        19,
        "WELCOME with data is refused",
        GRAMMAR,
        client()
            .step("read the greeting", NullCases::greeted)
            .toldAny("HELLO")
            .send(command("WELCOME", hex("00")))
            .closes());
    may(
        20,
        "A client sends no message before READY",
        PLAIN,
        socket("PUSH")
            .raw()
            .connect()
            .over(Mechanism.PLAIN)
            .step(
                "connect, and send a message",
                s -> {
                  s.peer();
                  s.say(Scene.MOMENT, Text.frames("x"));
                })
            .send(plain(1))
            .step("read the greeting", NullCases::greeted)
            .toldAny("HELLO")
            .send(command("WELCOME"))
            .toldAny("INITIATE")
            .quiet());
    shall(
        21,
        "A client that got ERROR does not come again with the same credentials",
        ERRORS,
        noMore(client().step("read the greeting", NullCases::greeted).toldAny("HELLO")),
        noMore(
            client()
                .step("read the greeting", NullCases::greeted)
                .toldAny("HELLO")
                .send(command("WELCOME"))
                .toldAny("INITIATE")));
    should(
        22,
        "A client whose HELLO got FIN comes again",
        ERRORS,
        client()
            .step("read the greeting", NullCases::greeted)
            .toldAny("HELLO")
            .finish()
            .step("comes again", s -> s.again(1, s.patience)));
  }

  static Scenario noMore(Scenario before) {
    return before
        .send(error("Invalid client"))
        .closes()
        .step(
            "does not come again",
            s -> {
              if (s.comesAgain(1, Duration.ofSeconds(1))) {
                throw new Failed("right: no new connection; one came within 1 s");
              }
            });
  }

  private void roles() {
    open(
        23,
        "Two clients give each other up",
        "RFC 24",
        client().option("handshake_ivl", 1_500).send(HELLO).closes());
    open(
        24,
        "Two servers give each other up",
        "RFC 24",
        socket("PULL")
            .raw()
            .bind()
            .over(Mechanism.PLAIN)
            .option("handshake_ivl", 1_500)
            .send(plain(1))
            .closes());
    shall(
        25,
        "Messages are in clear after the handshake",
        "RFC 37 Wire Analysis",
        socket("PUSH")
            .over(Mechanism.PLAIN)
            .step("shake hands", Scene::peer)
            .says("x")
            .expects("00 01 78"));
  }

  private static byte[] plain(int asServer) {
    return greeting(3, 1, "PLAIN", asServer == 1);
  }

  /** A server to whom this is said, and whose greeting was read. */
  private static Scenario server(byte[]... said) {
    return socket("PULL").raw().bind().over(Mechanism.PLAIN).greets(plain(0)).send(said);
  }

  private static Scenario client() {
    return socket("PULL").raw().connect().over(Mechanism.PLAIN).send(plain(1));
  }

  /** No WELCOME: ERROR or FIN. */
  private static Scenario refused(byte[] said) {
    return server(said)
        .step(
            "expect ERROR or the end",
            s -> {
              ZmtpFrame frame = s.next(s.peer(), s.patience);
              if (frame != null && !frame.commandName().equals("ERROR")) {
                throw new Failed("right: ERROR, or the connection closed; came: " + frame);
              }
              s.note(frame == null ? "closed" : "ERROR");
            });
  }

  private static void asServer(Scene scene, int right) {
    byte[] came = scene.peer().take(64, scene.patience);
    if (came.length < 64 || came[32] != right) {
      throw new Failed(
          "right: "
              + right
              + " at 32; came: "
              + (came.length < 64 ? Transcript.octets(came) : came[32]));
    }
  }
}
