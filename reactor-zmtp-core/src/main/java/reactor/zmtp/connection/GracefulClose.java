package reactor.zmtp.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.zmtp.loop.IoLoop;

/**
 * Ends our side of a channel first and waits for the peer to end its own: bytes of the peer that
 * are still unread when a socket is closed would make the kernel reset the connection, and the peer
 * lose what it has not read. What carries ZMTP, and TLS, say goodbye before that.
 */
final class GracefulClose {

  /** The time a peer has to close its side. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final IoLoop loop;
  private final ChannelHandlerContext ctx;
  private final LoopRegistration registration;
  private final Duration linger;
  private @Nullable Disposable timeout;

  GracefulClose(
      IoLoop loop, ChannelHandlerContext ctx, LoopRegistration registration, Duration linger) {
    this.loop = loop;
    this.ctx = ctx;
    this.registration = registration;
    this.linger = linger;
  }

  /** Whether one side of the channel can be closed before the other, and the loop waits for it. */
  boolean isPossible() {
    return ctx.channel() instanceof DuplexChannel && !loop.isEnded();
  }

  /**
   * Closes the channel when the peer has closed its side, or was given long enough for it. One that
   * still has to take what was sent grants credit as it does, and a grant that comes to a closed
   * channel makes the kernel reset the connection and drop the rest: it has as long as this side
   * lingers.
   */
  void begin(boolean peerGrants) {
    Carrier carrier = Carrier.of(ctx);
    if (carrier == null) {
      endOutput();
    } else {
      carrier.sayGoodbye().addListener(said -> endOutput());
    }
    registration.read();
    if (!peerGrants || !linger.isNegative()) {
      boolean lingers = peerGrants && linger.compareTo(LAST_WORDS) > 0;
      timeout = loop.schedule(lingers ? linger : LAST_WORDS, ctx::close);
    }
  }

  private void endOutput() {
    DuplexChannel channel = (DuplexChannel) ctx.channel();
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls == null) {
      channel.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(said -> channel.shutdownOutput());
    }
  }

  void end() {
    if (timeout != null) {
      timeout.dispose();
    }
  }
}
