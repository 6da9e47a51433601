package reactor.zmtp.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;

/** Byte literals: two hexadecimal digits each, with spaces wherever they help. */
public final class Hex {

  private Hex() {}

  public static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  public static ByteBuf buffer(String hex) {
    return Unpooled.wrappedBuffer(bytes(hex));
  }

  public static byte[] written(Command command) {
    ByteBuf out = Unpooled.buffer();
    command.writeTo(out);
    return ByteBufUtil.getBytes(out);
  }

  public static byte[] written(Metadata metadata) {
    ByteBuf out = Unpooled.buffer();
    metadata.writeTo(out);
    return ByteBufUtil.getBytes(out);
  }

  public static byte[] written(Greeting greeting) {
    ByteBuf out = Unpooled.buffer();
    greeting.writeTo(out);
    return ByteBufUtil.getBytes(out);
  }
}
