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

import java.time.Duration;
import java.util.stream.Stream;
import reactor.zmtp.test.ZmtpFrame;

/** The handshake without security. */
final class NullCases extends SpecGroup {

  private static final String NULL = "RFC 37 NULL";
  private static final String ERRORS = "RFC 37 Error Handling";
  private static final String SECURITY = "RFC 37 Security Considerations";
  private static final byte[] READY = ready("PUSH");

  NullCases() {
    super("NU", "NULL");
    whoIsFirst();
    whatIsRefused();
    errors();
    rest();
  }

  private void whoIsFirst() {
    shall(
        1,
        "The bound side waits for the client's READY, or both send at once",
        "RFC 37 NULL; RFC 23 NULL",
        bound()
            .greets(greeting())
            .step(
                "READY, or not yet",
                s -> {
                  s.note(
                      s.next(s.peer(), Scene.MOMENT) == null ? "waits for READY" : "READY at once");
                }));
    shall(
        2,
        "The connecting side sends READY first",
        NULL,
        socket("PULL").raw().connect().greets(greeting()).toldAny("READY"));
    must(
        3,
        "READY is answered with READY",
        NULL,
        bound().greets(greeting()).send(READY).toldAny("READY"));
    must(
        4,
        "The properties fill READY exactly",
        NULL,
        Types.ALL.stream()
            .map(
                type ->
                    socket(type)
                        .label(type)
                        .raw()
                        .greets(greeting())
                        .send(ready(Types.peerOf(type)))
                        .step("take READY apart", s -> Metadata.of(s.command("READY"))))
            .toArray(Scenario[]::new));
    must(
        5,
        "No message is sent before the peer's READY, or only one's own counts",
        "RFC 37 NULL; RFC 23 NULL",
        socket("PUSH")
            .raw()
            .connect()
            .step(
                "connect, and send a message",
                s -> {
                  s.peer();
                  s.say(Scene.MOMENT, Text.frames("x"));
                })
            .greets(greeting())
            .step(
                "no message",
                s -> {
                  ZmtpFrame first = s.frame("READY");
                  ZmtpFrame second = s.next(s.peer(), Scene.MOMENT);
                  s.note(second == null ? "waits for READY" : "sends after its own READY");
                  if (!first.commandName().equals("READY")) {
                    throw new Failed("right: READY before any message; came: " + first);
                  }
                }));
  }

  private void whatIsRefused() {
    open(
        6,
        "A message before READY is refused",
        NULL,
        bound().greets(greeting()).send(message("x"), READY).closes());
    open(
        7,
        "READY in a message's frame is refused, or taken",
        "RFC 37 Formal Grammar",
        bound()
            .greets(greeting())
            .send(concat(hex("00"), java.util.Arrays.copyOfRange(READY, 1, READY.length)))
            .step("closed, or taken", NullCases::closedOrTaken));
    open(
        8,
        "READY with MORE is refused, or taken",
        "RFC 37 Framing",
        bound()
            .greets(greeting())
            .send(concat(hex("05"), java.util.Arrays.copyOfRange(READY, 1, READY.length)))
            .step("closed, or taken", NullCases::closedOrTaken));
    open(
        12,
        "Another command in place of READY is refused",
        NULL,
        Stream.of("HELLO", "INITIATE", "FOO")
            .map(
                name ->
                    bound().label(name).greets(greeting()).send(command(name, hex("00"))).closes())
            .toArray(Scenario[]::new));
    must(
        13,
        "Another mechanism is refused",
        "RFC 37 Authentication and Confidentiality",
        Stream.of("PLAIN", "CURVE", "null", "NULLX", "")
            .map(name -> bound().label(name).send(greeting(3, 1, name, false)).closes())
            .toArray(Scenario[]::new));
    must(
        14,
        "A name that is not padded with zeros is another mechanism",
        "RFC 37 Authentication and Confidentiality",
        bound().send(greeting(3, 1, "NULL" + "\0".repeat(15) + "A", false)).closes());
  }

  private void errors() {
    shall(
        9,
        "ERROR ends the connection",
        ERRORS,
        bound().greets(greeting()).send(error("400")).closes());
    shall(
        10,
        "Who got ERROR does not come again with the same credentials",
        ERRORS,
        socket("PULL")
            .raw()
            .connect()
            .greets(greeting())
            .send(error("400"))
            .pause(50)
            .finish()
            .step(
                "does not come again",
                s -> {
                  if (s.comesAgain(1, Duration.ofSeconds(1))) {
                    throw new Failed("right: no new connection; one came within 1 s");
                  }
                }));
    shall(
        11,
        "An ERROR of any reason ends the connection",
        "RFC 37 NULL",
        Stream.of("00", "ff" + "41".repeat(255), "ff41", "03000a1b")
            .map(
                reason ->
                    bound()
                        .label(reason.substring(0, 2))
                        .greets(greeting())
                        .send(command("ERROR", hex(reason)))
                        .closes())
            .toArray(Scenario[]::new));
  }

  private void rest() {
    may(
        15,
        "Who says nothing after its greeting is closed after a while",
        SECURITY,
        bound().option("handshake_ivl", 1_500).greets(greeting()).closes());
    open(
        16,
        "A READY of 1 MiB is taken or refused",
        SECURITY,
        bound()
            .greets(greeting())
            .send(ready("PUSH", property("X-long", new byte[1 << 20])))
            .step("closed, or taken", NullCases::closedOrTaken));
    open(
        17,
        "Greeting, READY and FIN in one segment end cleanly",
        "RFC 37 Overall Behavior",
        bound().greets(greeting()).send(READY).finish().closes());
  }

  static Scenario bound() {
    return socket("PULL").raw().bind();
  }

  static void greeted(Scene scene) {
    byte[] came = scene.peer().take(64, scene.patience);
    if (came.length < 64) {
      throw new Failed(
          "right: a greeting; came: "
              + Transcript.octets(came)
              + ", and "
              + scene.peer().whatCame());
    }
  }

  /** The handshake has been completed, and PING is answered; or the connection was closed. */
  static void closedOrTaken(Scene scene) {
    scene.note(!scene.peer().isClosed() && scene.alive() ? "taken" : "closed");
  }
}
