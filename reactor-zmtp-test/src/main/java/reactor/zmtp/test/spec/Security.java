package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.property;

import java.util.HexFormat;
import java.util.Map;
import reactor.zmtp.test.ZmtpBytes;

/** The handshakes of the mechanisms, as an honest peer does them. */
final class Security {

  /** A mechanism of ZMTP. */
  enum Mechanism {
    NULL,
    PLAIN,
    CURVE
  }

  static final String USER = "admin";
  static final String PASSWORD = "secret";

  /** A second one, as long as can be. */
  static final String LONG_WORD = "x".repeat(255);

  private Security() {}

  /** What the socket under test must be told: the side that binds is the server. */
  static Map<String, String> options(Mechanism mechanism, Side side) {
    boolean server = side == Side.BIND;
    return switch (mechanism) {
      case NULL -> Map.of();
      case PLAIN ->
          server
              ? Map.of(
                  "plain_server",
                  "1",
                  "plain_users",
                  hex(USER) + ":" + hex(PASSWORD) + "," + hex(LONG_WORD) + ":" + hex(LONG_WORD))
              : Map.of("plain_username", USER, "plain_password", PASSWORD);
      case CURVE ->
          server
              ? Map.of(
                  "curve_server",
                  "1",
                  "curve_secretkey",
                  hex(Curve.SERVER.secret()),
                  "curve_allow",
                  hex(Curve.CLIENT.open()))
              : Map.of(
                  "curve_secretkey",
                  hex(Curve.CLIENT.secret()),
                  "curve_serverkey",
                  hex(Curve.SERVER.open()));
    };
  }

  static void handshake(Scene scene, Conversation with, String type, byte[] properties) {
    byte[] metadata = concat(property("Socket-Type", type), properties);
    int minor = scene.scenario.minor;
    boolean client = scene.binds();
    with.hasSome(Scene.MOMENT); // JeroMQ may stop for ever at a greeting before its own has begun
    with.sendRaw(ZmtpBytes.greeting(3, minor, scene.security().name(), serves(scene)));
    byte[] greeting = with.take(64, scene.patience);
    if (greeting.length < 64 || greeting[0] != -1 || greeting[9] != 0x7f || greeting[10] != 3) {
      throw new Failed("right: a greeting of ZMTP 3; came: " + Transcript.octets(greeting));
    }
    switch (scene.security()) {
      case NULL -> {
        with.sendRaw(command("READY", metadata));
        expect(scene, with, "READY");
      }
      case PLAIN -> {
        if (client) {
          with.sendRaw(hello(USER, PASSWORD));
          expect(scene, with, "WELCOME");
          with.sendRaw(command("INITIATE", metadata));
          expect(scene, with, "READY");
        } else {
          expect(scene, with, "HELLO");
          with.sendRaw(command("WELCOME"));
          expect(scene, with, "INITIATE");
          with.sendRaw(command("READY", metadata));
        }
      }
      case CURVE -> curve(scene, with, new Curve(!scene.binds()), metadata);
    }
    if (minor > 0 && greeting[11] == 0 && Types.subscribes(scene.scenario.type)) {
      with.olderSubscriptions(scene.scenario.type.endsWith("PUB"));
    }
  }

  private static boolean serves(Scene scene) {
    return !scene.binds() && scene.security() != Mechanism.NULL;
  }

  static Curve curve(Scene scene, Conversation with, Curve curve, byte[] metadata) {
    if (curve.isServer) {
      curve.helloed(expect(scene, with, "HELLO"));
      with.sendRaw(curve.welcome());
      curve.initiated(expect(scene, with, "INITIATE"));
      with.sendRaw(curve.ready(metadata));
    } else {
      with.sendRaw(curve.hello());
      curve.welcomed(expect(scene, with, "WELCOME"));
      with.sendRaw(curve.initiate(metadata));
      curve.readied(expect(scene, with, "READY"));
    }
    with.cover(curve);
    return curve;
  }

  static byte[] hello(String user, String password) {
    return command("HELLO", shortString(user), shortString(password));
  }

  static byte[] shortString(String text) {
    byte[] octets = Text.octets(text);
    return concat(new byte[] {(byte) octets.length}, octets);
  }

  /** The data of the command that must come next. */
  static byte[] expect(Scene scene, Conversation from, String name) {
    var frame = scene.next(from, scene.patience);
    if (frame == null || !frame.commandName().equals(name)) {
      throw new Failed(
          "right: the command "
              + name
              + "; "
              + (frame == null ? from.whatCame() : "came: " + frame));
    }
    return frame.commandData();
  }

  private static String hex(String text) {
    return hex(Text.octets(text));
  }

  private static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }
}
