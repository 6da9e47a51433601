package reactor.zmtp.transport.ws;

import io.netty.buffer.ByteBuf;

/** Masking of what a client sends (RFC 6455, section 5.3), which is also how it is taken off. */
final class Mask {

  private static final int OCTETS = 4;

  private Mask() {}

  /** The octet at an index of the payload. */
  static int at(int key, long index) {
    return key >>> (24 - 8 * (int) (index & 3)) & 0xff;
  }

  /** Masks what stands in a buffer from a position on, the first octet of which has an index. */
  static void apply(int key, long index, ByteBuf buffer, int from) {
    int end = buffer.writerIndex();
    int turned = Integer.rotateLeft(key, 8 * (int) (index & 3));
    long wide = (long) turned << Integer.SIZE | Integer.toUnsignedLong(turned);
    int at = from;
    for (; at <= end - 2 * OCTETS; at += 2 * OCTETS) {
      buffer.setLong(at, buffer.getLong(at) ^ wide);
    }
    for (int i = 0; at < end; at++, i++) {
      buffer.setByte(at, buffer.getByte(at) ^ at(turned, i));
    }
  }
}
