package reactor.zmtp.transport.ws;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Keys that nobody can foretell, made many at a time. */
final class MaskingKeys {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int MANY = 1024;

  private ByteBuffer left = ByteBuffer.allocate(0);

  int next() {
    if (!left.hasRemaining()) {
      byte[] more = new byte[MANY];
      RANDOM.nextBytes(more);
      left = ByteBuffer.wrap(more);
    }
    return left.getInt();
  }
}
