package reactor.zmtp.connection;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Handler of a protocol that carries ZMTP in frames of its own, such as WebSocket: it has its own
 * signs of life, and its own way to end. Above it are bytes of ZMTP 3.0, below it what it makes of
 * them.
 */
public interface Carrier extends ChannelHandler {

  /** Name of the handler in its pipeline. */
  String NAME = "reactor.zmtp.carrier";

  /** Signs of life that the peer has given, as user events. */
  enum Sign {
    PING,
    PONG
  }

  /** The carrier of a connection; null where ZMTP goes over the channel as it is. */
  static @Nullable Carrier of(ChannelHandlerContext ctx) {
    return (Carrier) ctx.pipeline().get(NAME);
  }

  /** Tells the carrier, if there is one, why the channel is about to be closed. */
  static void failing(ChannelHandlerContext ctx, Throwable why) {
    Carrier carrier = of(ctx);
    if (carrier != null) {
      carrier.failing(why);
    }
  }

  /** The handshake is over: messages may be as large as the decoder lets them be. */
  void handshaken();

  /** Asks the peer for a sign of life. */
  void ping();

  /** The reason why the channel is about to be closed, which the peer is told. */
  void failing(Throwable why);

  /** Says that nothing more will be sent. */
  ChannelFuture sayGoodbye();
}
