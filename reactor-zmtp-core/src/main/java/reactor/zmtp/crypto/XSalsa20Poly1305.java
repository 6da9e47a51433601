package reactor.zmtp.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * NaCl's XSalsa20 with Poly1305 under one key. The first 16 bytes of a nonce are a matter of the
 * key in XSalsa20, so what they cost is paid once.
 */
final class XSalsa20Poly1305 implements DirectedBox {

  private static final int PREFIX = 16;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final KeyStream stream;
  private final Poly1305 poly = new Poly1305();
  private final byte[] tag = new byte[TAG];

  /** For nonces that begin with the 16 bytes at the offset. */
  XSalsa20Poly1305(byte[] key, byte[] nonce, int offset) {
    byte[] derived = Salsa20.derive(key, nonce, offset);
    this.stream = new KeyStream(derived);
    Arrays.fill(derived, (byte) 0);
  }

  static long number(byte[] nonce) {
    return (long) LONGS.get(nonce, PREFIX);
  }

  @Override
  public void seal(
      long number, byte first, byte[] plain, int offset, int length, byte[] box, int boxOffset) {
    int text = boxOffset + TAG;
    byte[] block = begin(number, 1 + length);
    poly.begin(block);
    box[text] = (byte) (first ^ block[Poly1305.KEY]);
    crypt(block, plain, offset, length, box, text + 1);
    poly.tag(box, text, 1 + length, box, boxOffset);
  }

  @Override
  public int open(long number, byte[] box, int offset, int length, byte[] plain) {
    int text = offset + TAG;
    byte[] block = begin(number, length - TAG);
    poly.begin(block);
    poly.tag(box, text, length - TAG, tag, 0);
    if (!isTag(box, offset)) {
      return -1;
    }
    int first = (box[text] ^ block[Poly1305.KEY]) & 0xFF;
    crypt(block, box, text + 1, length - TAG - 1, plain, 0);
    return first;
  }

  @Override
  public boolean isAhead() {
    return stream.isAhead();
  }

  @Override
  public void rest() {
    stream.rest();
    if (!stream.isAhead()) {
      poly.rest();
    }
  }

  @Override
  public void forget() {
    stream.forget();
    poly.forget();
  }

  /** In constant time: how much of a forged tag is right is nobody's business. */
  private boolean isTag(byte[] box, int offset) {
    int difference = 0;
    for (int i = 0; i < TAG; i++) {
      difference |= tag[i] ^ box[offset + i];
    }
    return difference == 0;
  }

  /** Returns the first block: 32 bytes are the key of the message's tag, the others its stream. */
  private byte[] begin(long number, int length) {
    stream.begin(number, Poly1305.KEY + (long) length);
    return stream.next();
  }

  /** What follows the first byte, which the first block has served already. */
  private void crypt(
      byte[] firstBlock, byte[] in, int inOffset, int length, byte[] out, int outOffset) {
    int used = Poly1305.KEY + 1;
    int head = Math.min(length, Salsa20.BLOCK - used);
    KeyStream.xor(in, inOffset, firstBlock, used, out, outOffset, head);
    int blocks = (length - head) / Salsa20.BLOCK;
    stream.xor(in, inOffset + head, out, outOffset + head, blocks);
    int tail = head + blocks * Salsa20.BLOCK;
    if (tail < length) {
      KeyStream.xor(in, inOffset + tail, stream.next(), 0, out, outOffset + tail, length - tail);
    }
  }
}
