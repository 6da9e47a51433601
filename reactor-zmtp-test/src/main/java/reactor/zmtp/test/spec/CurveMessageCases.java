package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.ZmtpBytes.property;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.util.Arrays;
import java.util.function.Function;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpFrame;
import reactor.zmtp.test.spec.Security.Mechanism;

/** What is sealed after the handshake of CurveZMQ. */
final class CurveMessageCases {

  private static final String MESSAGE = "RFC 26 MESSAGE";
  private static final String ANALYSIS = "RFC 37 Wire Analysis";

  private CurveMessageCases() {}

  static void addTo(CurveCases group) {
    sent(group);
    refused(group);
    taken(group);
  }

  private static void sent(CurveCases group) {
    group.shall(
        28,
        "A message is sealed in MESSAGE, its flags first",
        "RFC 26 MESSAGE; RFC 37",
        push()
            .says("a", "b")
            .step(
                "open two MESSAGEs",
                s -> {
                  open(s, "a", 1);
                  open(s, "b", 0);
                }));
    group.shall(
        29, "Each direction has its own prefix of nonces", MESSAGE, push().says("a").gets("a"));
    group.shall(
        30,
        "Nonces grow, on from those of the handshake",
        "RFC 26 HELLO",
        push()
            .step(
                "send 100 messages",
                s -> {
                  for (int i = 0; i < 100; i++) {
                    s.say(s.patience, Text.frames("m" + i));
                    s.gets(Text.frames("m" + i));
                  }
                }));
  }

  /** Uncovers a MESSAGE by hand: its box has the flags and the body. */
  private static void open(Scene scene, String body, int flags) {
    ZmtpFrame frame = scene.frame("MESSAGE");
    if (!Arrays.equals(frame.body(), Text.octets(body)) || frame.flags() != flags) {
      throw new Failed("right: flags " + flags + " and " + body + " in the box; came: " + frame);
    }
  }

  private static void refused(CurveCases group) {
    group.shall(
        31,
        "A nonce that does not grow is refused",
        "RFC 26 READY",
        pull()
            .label("the same")
            .step(
                "the same nonce twice",
                s -> {
                  Curve curve = shaken(s);
                  s.peer().sendRaw(curve.message(0, Text.octets("x")));
                  s.delivers(Text.frames("x"));
                  curve.nonce--;
                  s.peer().sendRaw(curve.message(0, Text.octets("y")));
                })
            .step("no answer", CurveMessageCases::ends),
        wrong(
            "a lower one",
            curve -> {
              curve.nonce = 0;
              return curve.message(0, Text.octets("y"));
            }));
    group.open(
        32,
        "A nonce that grows by five is taken, or refused",
        "RFC 26 HELLO",
        pull()
            .leavesMessages()
            .step(
                "a nonce 5 higher",
                s -> {
                  Curve curve = shaken(s);
                  curve.nonce += 4;
                  s.peer().sendRaw(curve.message(0, Text.octets("x")));
                  s.note(s.receive(Scene.MOMENT) == null ? "refused" : "taken");
                }));
    group.shall(
        33,
        "A changed MESSAGE is refused, by a server without ERROR",
        MESSAGE,
        wrong("", curve -> CurveCases.changed(curve.message(0, Text.octets("x")))));
    group.shall(
        34,
        "MESSAGE of 32 octets is refused",
        MESSAGE,
        wrong("", curve -> command("MESSAGE", curve.shortNonce(), new byte[16])));
    group.shall(
        36,
        "Other flags than MORE are refused",
        MESSAGE,
        wrong("80", curve -> curve.message(0x80, Text.octets("x"))),
        wrong("04", curve -> curve.message(4, Text.octets("x"))));
    group.shall(38, "A message in clear is refused", ANALYSIS, wrong("", curve -> message("x")));
    group.open(
        40,
        "A second INITIATE is refused",
        "RFC 26 Formal Grammar",
        wrong("", curve -> curve.initiate(property("Socket-Type", "PUSH"))));
  }

  private static void taken(CurveCases group) {
    group.shall(
        35,
        "MESSAGEs with MORE make one message",
        MESSAGE,
        pull().message("a", "b").delivers("a", "b"));
    group.shall(
        37,
        "A message of 1 MiB is sealed as any other",
        "RFC 26 Differences",
        pull()
            .send(ZmtpBytes.frame(0, FramingCases.x(1 << 20).get(0)))
            .delivers(FramingCases.x(1 << 20)));
    group.open(
        41,
        "Subscriptions are sealed as commands to 3.1, as messages to 3.0",
        "RFC 37 Publish-Subscribe; RFC 26",
        over("SUB").subscribesByCommands().subscribe("A").told("SUBSCRIBE", hex("41")),
        over("SUB").minor(0).subscribe("A").gets("\1A"));
  }

  private static Scenario over(String type) {
    return socket(type).over(Mechanism.CURVE);
  }

  private static Scenario pull() {
    return over("PULL");
  }

  private static Scenario push() {
    return over("PUSH").step("shake hands", Scene::peer);
  }

  /** Shakes hands on peer 1 by hand, to seal by hand what follows. */
  private static Curve shaken(Scene scene) {
    Curve curve = new Curve(!scene.binds());
    Conversation with = scene.open(1);
    with.sendRaw(CurveCases.curve(scene.binds() ? 0 : 1));
    NullCases.greeted(scene);
    return Security.curve(scene, with, curve, property("Socket-Type", "PUSH"));
  }

  private static Scenario wrong(String label, Function<Curve, byte[]> message) {
    return pull()
        .label(label)
        .step(
            "send a wrong MESSAGE",
            s -> {
              Curve curve = shaken(s);
              s.peer().sendRaw(message.apply(curve));
            })
        .step("no answer", CurveMessageCases::ends);
  }

  private static void ends(Scene scene) {
    CurveCases.endsMute(scene);
  }
}
