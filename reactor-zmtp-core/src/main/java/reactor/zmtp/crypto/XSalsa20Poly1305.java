package reactor.zmtp.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * NaCl's XSalsa20 with Poly1305 under one key. The first 16 bytes of a nonce are a matter of the
 * key in XSalsa20, so what they cost is paid once.
 */
final class XSalsa20Poly1305 implements DirectedBox {

  private static final int PREFIX = 16;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final Salsa20 salsa;
  private final Poly1305 poly = new Poly1305();
  private final byte[] polyKey = new byte[32];
  private final byte[] tag = new byte[TAG];
  private final byte[] number = new byte[Salsa20.NONCE];

  /** For nonces that begin with the 16 bytes at the offset. */
  XSalsa20Poly1305(byte[] key, byte[] nonce, int offset) {
    byte[] derived = Salsa20.derive(key, nonce, offset);
    this.salsa = new Salsa20(derived);
    Arrays.fill(derived, (byte) 0);
  }

  static long number(byte[] nonce) {
    return (long) LONGS.get(nonce, PREFIX);
  }

  @Override
  public void seal(
      long number, byte first, byte[] plain, int offset, int length, byte[] box, int boxOffset) {
    begin(number);
    int text = boxOffset + TAG;
    box[text] = salsa.crypt(first);
    salsa.crypt(plain, offset, length, box, text + 1);
    poly.update(box, text, 1 + length);
    poly.doFinal(box, boxOffset);
  }

  @Override
  public int open(long number, byte[] box, int offset, int length, byte[] plain) {
    begin(number);
    int text = offset + TAG;
    poly.update(box, text, length - TAG);
    poly.doFinal(tag, 0);
    if (!isTag(box, offset)) {
      return -1;
    }
    int first = salsa.crypt(box[text]) & 0xFF;
    salsa.crypt(box, text + 1, length - TAG - 1, plain, 0);
    return first;
  }

  @Override
  public void forget() {
    salsa.forget();
    Arrays.fill(polyKey, (byte) 0);
    poly.init(new KeyParameter(polyKey));
  }

  /** In constant time: how much of a forged tag is right is nobody's business. */
  private boolean isTag(byte[] box, int offset) {
    int difference = 0;
    for (int i = 0; i < TAG; i++) {
      difference |= tag[i] ^ box[offset + i];
    }
    return difference == 0;
  }

  /** The first 32 bytes of the stream are the key of the message's tag. */
  private void begin(long number) {
    LONGS.set(this.number, 0, number);
    salsa.begin(this.number, 0);
    salsa.read(polyKey, polyKey.length);
    poly.init(new KeyParameter(polyKey));
  }
}
