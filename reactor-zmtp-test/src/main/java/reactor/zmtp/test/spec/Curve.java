package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpFrame;

/**
 * The suite's end of a CurveZMQ connection (RFC 26), client or server. What it says is right unless
 * a case changes a field before.
 */
final class Curve implements Conversation.Cover {

  static final X25519.Keys SERVER = X25519.generate();
  static final X25519.Keys CLIENT = X25519.generate();

  private static final int KEY = 32;
  private static final int LONG_NONCE = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  final boolean isServer;
  final X25519.Keys brief = X25519.generate();
  byte[] theirBrief = new byte[KEY];
  byte[] version = {1, 0};
  byte[] padding = new byte[72];
  byte[] greeted = new byte[64];
  byte[] serverKey = SERVER.open();
  byte[] cookie = new byte[96];
  byte[] vouched = concat(brief.open(), SERVER.open());
  byte[] vouchSecret = CLIENT.secret();
  byte[] clientKey = CLIENT.open();
  long nonce = 1;
  long theirNonce;
  private @Nullable Box session;

  Curve(boolean isServer) {
    this.isServer = isServer;
  }

  static byte[] nonce(String prefix, byte[] rest) {
    return concat(Text.octets(prefix), rest);
  }

  byte[] shortNonce() {
    return ByteBuffer.allocate(Long.BYTES).putLong(nonce++).array();
  }

  private static byte[] longNonce() {
    byte[] random = new byte[LONG_NONCE];
    RANDOM.nextBytes(random);
    return random;
  }

  // The client.

  byte[] hello() {
    byte[] n = shortNonce();
    byte[] box = new Box(serverKey, brief.secret()).seal(nonce("CurveZMQHELLO---", n), greeted);
    return command("HELLO", version, padding, brief.open(), n, box);
  }

  void welcomed(byte[] data) {
    byte[] plain =
        new Box(SERVER.open(), brief.secret())
            .open(
                nonce("WELCOME-", Arrays.copyOf(data, LONG_NONCE)),
                Arrays.copyOfRange(data, LONG_NONCE, data.length));
    theirBrief = Arrays.copyOf(plain, KEY);
    cookie = Arrays.copyOfRange(plain, KEY, plain.length);
    session = new Box(theirBrief, brief.secret());
  }

  byte[] initiate(byte[] metadata) {
    byte[] vouchNonce = longNonce();
    byte[] vouch = new Box(theirBrief, vouchSecret).seal(nonce("VOUCH---", vouchNonce), vouched);
    byte[] n = shortNonce();
    byte[] box =
        session()
            .seal(nonce("CurveZMQINITIATE", n), concat(clientKey, vouchNonce, vouch, metadata));
    return command("INITIATE", cookie, n, box);
  }

  byte[] readied(byte[] data) {
    return opened("CurveZMQREADY---", data);
  }

  // The server.

  void helloed(byte[] data) {
    theirBrief = Arrays.copyOfRange(data, 74, 74 + KEY);
    byte[] n = Arrays.copyOfRange(data, 106, 114);
    theirNonce = ByteBuffer.wrap(n).getLong();
    byte[] plain =
        new Box(theirBrief, SERVER.secret())
            .open(nonce("CurveZMQHELLO---", n), Arrays.copyOfRange(data, 114, data.length));
    if (!Arrays.equals(plain, new byte[64])) {
      throw new Failed("right: a box of 64 zeros in HELLO; came: " + Transcript.octets(plain));
    }
    session = new Box(theirBrief, brief.secret());
  }

  byte[] welcome() {
    byte[] n = longNonce();
    RANDOM.nextBytes(cookie);
    byte[] box =
        new Box(theirBrief, SERVER.secret())
            .seal(nonce("WELCOME-", n), concat(brief.open(), cookie));
    return command("WELCOME", n, box);
  }

  /** Opens INITIATE and checks the cookie and the vouch; returns the metadata. */
  byte[] initiated(byte[] data) {
    if (!Arrays.equals(Arrays.copyOf(data, 96), cookie)) {
      throw new Failed("right: our cookie, octet for octet; it is another");
    }
    byte[] plain = opened("CurveZMQINITIATE", Arrays.copyOfRange(data, 96, data.length));
    clientKey = Arrays.copyOf(plain, KEY);
    byte[] vouch =
        new Box(clientKey, brief.secret())
            .open(
                nonce("VOUCH---", Arrays.copyOfRange(plain, KEY, 48)),
                Arrays.copyOfRange(plain, 48, 128));
    if (!Arrays.equals(vouch, concat(theirBrief, SERVER.open()))) {
      throw new Failed("right: a vouch of C' and S; it is " + Transcript.octets(vouch));
    }
    return Arrays.copyOfRange(plain, 128, plain.length);
  }

  byte[] ready(byte[] metadata) {
    byte[] n = shortNonce();
    return command("READY", n, session().seal(nonce("CurveZMQREADY---", n), metadata));
  }

  // Both.

  /** In a frame of a message, as all known implementations have it; RFC 37 says of a command. */
  byte[] message(int flags, byte[] body) {
    byte[] n = shortNonce();
    String prefix = isServer ? "CurveZMQMESSAGES" : "CurveZMQMESSAGEC";
    byte[] plain = concat(new byte[] {(byte) flags}, body);
    return ZmtpBytes.message(
        concat(Text.octets("\7MESSAGE"), n, session().seal(nonce(prefix, n), plain)));
  }

  byte[] opened(String prefix, byte[] data) {
    byte[] n = Arrays.copyOf(data, Long.BYTES);
    long number = ByteBuffer.wrap(n).getLong();
    if (number <= theirNonce) {
      throw new Failed("right: a nonce above " + theirNonce + "; came: " + number);
    }
    theirNonce = number;
    return session().open(nonce(prefix, n), Arrays.copyOfRange(data, Long.BYTES, data.length));
  }

  /**
   * In a box the flags are MORE and, for a command, bit 1: libzmq's convention. Around it the frame
   * should be a command's; all known implementations but take and send one of a message.
   */
  @Override
  public byte[] cover(ZmtpFrame frame) {
    int command = frame.isCommand() ? 2 : 0;
    return message((frame.flags() & ZmtpBytes.MORE) | command, frame.body());
  }

  @Override
  public ZmtpFrame uncover(ZmtpFrame frame) {
    ZmtpFrame message = new ZmtpFrame(frame.flags() | ZmtpBytes.COMMAND, frame.body());
    if (!message.commandName().equals("MESSAGE")) {
      throw new Failed("right: MESSAGE commands alone after the handshake; came: " + frame);
    }
    byte[] plain =
        opened(isServer ? "CurveZMQMESSAGEC" : "CurveZMQMESSAGES", message.commandData());
    int flags = plain[0] & ZmtpBytes.MORE;
    byte[] body = Arrays.copyOfRange(plain, 1, plain.length);
    return new ZmtpFrame((plain[0] & 2) != 0 ? ZmtpBytes.COMMAND : flags, body);
  }

  private Box session() {
    if (session == null) {
      session = new Box(theirBrief, brief.secret());
    }
    return session;
  }
}
