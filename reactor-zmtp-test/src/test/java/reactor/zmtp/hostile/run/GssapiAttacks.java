package reactor.zmtp.hostile.run;

import static reactor.zmtp.test.ZmtpBytes.COMMAND;
import static reactor.zmtp.test.ZmtpBytes.LONG;
import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.frameHeader;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.ready;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** What those do who have no ticket. */
final class GssapiAttacks implements AutoCloseable {

  private static final int MOMENT = 100;
  private static final byte[] GREETING = greeting(3, 1, "GSSAPI", false);

  /** The beginning of a token of Kerberos (RFC 4121): its mechanism, and that it asks for entry. */
  private static final byte[] KERBEROS = hex("60 82 04 00 06 09 2a 86 48 86 f7 12 01 02 02 01 00");

  private final Door gssapi;
  private final Random random = new Random(2);
  private final AtomicInteger turn = new AtomicInteger();
  private final Held held = new Held(50);

  GssapiAttacks(Door gssapi) {
    this.gssapi = gssapi;
  }

  /** Stops after the greeting, or in the middle of the token. */
  void stopHalfway() throws IOException {
    byte[] initiate = initiate(noise(1000));
    int some = next(2) == 0 ? 0 : initiate.length / 2;
    held.add(Raw.connect(gssapi).send(GREETING, Arrays.copyOf(initiate, some)));
  }

  /** Tokens that are none, and what is not due. */
  void breakTheRules() throws IOException {
    try (Raw raw = Raw.connect(gssapi).send(GREETING)) {
      switch (next(6)) {
        case 0 -> raw.send(initiate(noise(1 + random.nextInt(8000))));
        case 1 -> raw.send(initiate(concat(KERBEROS, noise(1011))));
        case 2 -> raw.send(command("INITIATE", new byte[] {-1, -1, -1, -1}, noise(100)));
        case 3 -> raw.send(frameHeader(COMMAND | LONG, 64 << 20), noise(100));
        case 4 -> raw.send(initiate(KERBEROS), initiate(KERBEROS));
        default -> raw.send(ready("DEALER"));
      }
      raw.untilClosed(MOMENT);
    }
  }

  private static byte[] initiate(byte[] token) {
    byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(token.length).array();
    return command("INITIATE", length, token);
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private int next(int bound) {
    return Math.floorMod(turn.getAndIncrement(), bound);
  }

  @Override
  public void close() {
    held.close();
  }
}
