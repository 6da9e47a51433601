package reactor.zmtp.endpoint;

import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import reactor.zmtp.SocketEvent.AcceptFailed;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.connection.PeerRegistry;

/**
 * Reports connections that the system did not accept, since it is out of file descriptors, for one,
 * and goes on after a pause. Netty would log it, which may take a file descriptor, too; and what
 * the log throws then would end the event loop.
 */
@Sharable // binding may take more than one channel
final class AcceptFailures extends ChannelInboundHandlerAdapter {

  private static final long PAUSE_SECONDS = 1;

  /** Loaded while there are file descriptors to load them with. */
  @SuppressWarnings("unused")
  private static final List<Class<?>> LOADED = List.of(AcceptFailed.class, AcceptFailure.class);

  private final PeerRegistry peers;
  private final Listener listener;

  AcceptFailures(PeerRegistry peers, Listener listener) {
    this.peers = peers;
    this.listener = listener;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it ends with the loop
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ChannelConfig config = ctx.channel().config();
    config.setAutoRead(false);
    ctx.executor().schedule(() -> config.setAutoRead(true), PAUSE_SECONDS, TimeUnit.SECONDS);
    try {
      peers.event(new AcceptFailed(listener.address(), null, AcceptFailure.SYSTEM, cause));
    } catch (Throwable t) {
      // Whatever cannot be had without file descriptors: there is nobody to tell.
    }
  }
}
