package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import javax.net.ssl.SSLHandshakeException;

/**
 * TLS records that come in, before they are decrypted: once the handshake is over none may begin
 * another. The JDK's engine negotiates as often as the peer likes, which costs this side far more
 * than the peer (CVE-2011-1473); OpenSSL's refuses by itself. What a record is for stands in its
 * header, in the clear. TLS 1.3 has no renegotiation, and shows no handshake there after the first.
 */
final class TlsRecords extends ChannelInboundHandlerAdapter {

  private static final int HANDSHAKE = 22;
  private static final int HEADER = 5;

  private boolean negotiated;
  private boolean refused;
  private int headerRead;
  private int type;
  private int length;

  void negotiated() {
    negotiated = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ByteBuf in = (ByteBuf) msg;
    if (refused || beginsAnotherHandshake(in)) {
      in.release();
      refuse(ctx);
    } else {
      ctx.fireChannelRead(in);
    }
  }

  private void refuse(ChannelHandlerContext ctx) {
    if (!refused) {
      refused = true;
      ctx.fireExceptionCaught(
          new SSLHandshakeException("the peer began another handshake, which is not allowed"));
    }
  }

  private boolean beginsAnotherHandshake(ByteBuf in) {
    for (int at = in.readerIndex(); at < in.writerIndex(); ) {
      if (headerRead < HEADER) {
        header(in.getUnsignedByte(at));
        at++;
        if (headerRead == 1 && type == HANDSHAKE && negotiated) {
          return true;
        }
      } else {
        int skipped = Math.min(length, in.writerIndex() - at);
        at += skipped;
        length -= skipped;
      }
      if (headerRead == HEADER && length == 0) {
        headerRead = 0;
      }
    }
    return false;
  }

  /** Its type, two bytes of a version, two of a length. */
  private void header(int octet) {
    switch (headerRead++) {
      case 0 -> type = octet;
      case 3 -> length = octet << 8;
      case 4 -> length |= octet;
      default -> {}
    }
  }
}
