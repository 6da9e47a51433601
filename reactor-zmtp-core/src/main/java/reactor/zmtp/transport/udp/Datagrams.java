package reactor.zmtp.transport.udp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;

/**
 * What a datagram has in it, as libzmq writes it: the length of the group in one octet, the group,
 * and the message.
 */
final class Datagrams {

  /** libzmq receives no more. */
  static final int MOST = 8192;

  private Datagrams() {}

  static boolean fits(DefaultMessage message) {
    return 1L + message.array(0).length + message.array(1).length <= MOST;
  }

  /** Only of one that fits. */
  static ByteBuf encode(DefaultMessage message, ByteBufAllocator buffers) {
    byte[] group = message.array(0);
    byte[] body = message.array(1);
    return buffers
        .directBuffer(1 + group.length + body.length)
        .writeByte(group.length)
        .writeBytes(group)
        .writeBytes(body);
  }

  /** Null if it is malformed: empty, too long, or at its end before the group is. */
  static @Nullable DefaultMessage decode(ByteBuf datagram) {
    int length = datagram.readableBytes();
    if (length == 0 || length > MOST) {
      return null;
    }
    byte[] group = new byte[datagram.readUnsignedByte()];
    if (group.length > datagram.readableBytes()) {
      return null;
    }
    datagram.readBytes(group);
    byte[] body = new byte[datagram.readableBytes()];
    datagram.readBytes(body);
    return DefaultMessage.of(List.of(group, body), null);
  }
}
