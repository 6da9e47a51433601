package reactor.zmtp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.SocketType;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.Hex;

/** What a subscriber gets that cannot subscribe. */
class VersionNegotiationTest {

  private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());

  @AfterEach
  void end() {
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @CsvSource({
    "PUB, 01 00, 02 00 01 aa",
    "XPUB, 01 00, 02 00 01 aa",
    "PUB, ff 00 00 00 00 00 00 00 02 00 61, 02 00 01 aa",
    "PUB, ff 00 00 00 00 00 00 00 01 7f 00 02 01 00, aa",
    "PUB, ff 00 00 00 00 00 00 00 01 7f 01 02 00 00, aa",
    "SUB, 01 00, aa",
    "PUSH, 01 00, aa"
  })
  void aSubscriberOf1GetsEverything(SocketType own, String greeting, String following) {
    VersionNegotiation downgrade =
        new VersionNegotiation(
            ProtocolVersion.ZMTP_1_0, own, new byte[0], Greeting.v31("NULL", false));
    ChannelHandlerContext ctx = channel.pipeline().firstContext();
    ByteBuf in = Hex.buffer(greeting + "aa");

    assertThat(downgrade.decode(ctx, in)).isTrue();
    assertThat(downgrade.peer(in)).isNotNull();
    ByteBuf rest = downgrade.rest(in);

    assertThat(ByteBufUtil.getBytes(rest)).isEqualTo(Hex.bytes(following));
    rest.release();
  }
}
