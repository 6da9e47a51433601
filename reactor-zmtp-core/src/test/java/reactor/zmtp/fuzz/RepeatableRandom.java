package reactor.zmtp.fuzz;

import java.io.Serial;
import java.security.Provider;
import java.security.SecureRandomParameters;
import java.security.SecureRandomSpi;
import java.security.Security;
import org.jspecify.annotations.Nullable;

/**
 * Keys and nonces that are the same whenever an input is played, in place of the JVM's generator.
 * With others an input would now and then tell another story: of two sealed bytes that are read as
 * a header, say.
 */
public final class RepeatableRandom extends SecureRandomSpi {

  @Serial private static final long serialVersionUID = 1;

  private static final long STEP = 0x9E37_79B9_7F4A_7C15L;

  private static long state;

  /** For the provider. */
  public RepeatableRandom(@Nullable SecureRandomParameters parameters) {}

  /** From now on this is what random bytes are drawn from; to be called before any are. */
  public static void install() {
    Security.insertProviderAt(new RepeatableProvider(), 1);
  }

  /** The same bytes from here as from the last beginning. */
  public static void begin() {
    state = 0;
  }

  @Override
  protected void engineNextBytes(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      state += STEP;
      long mixed = (state ^ state >>> 30) * 0xBF58_476D_1CE4_E5B9L;
      bytes[i] = (byte) (mixed >>> 32);
    }
  }

  @Override
  protected void engineSetSeed(byte[] seed) {}

  @Override
  protected byte[] engineGenerateSeed(int length) {
    return new byte[length];
  }

  private static final class RepeatableProvider extends Provider {

    @Serial private static final long serialVersionUID = 1;

    RepeatableProvider() {
      super("repeatable", "1", "random bytes that are not");
      put("SecureRandom.DRBG", RepeatableRandom.class.getName());
    }
  }
}
