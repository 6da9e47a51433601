package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqException;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.wire.Decoder;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.MessageDecoder;
import reactor.zmtp.wire.Zmtp1Decoder;

/**
 * Beginning of a connection (RFC 37: greeting, then the mechanism's commands). When it is over it
 * leaves the pipeline to a {@link Connection}, with the bytes that have come already.
 *
 * <p>It goes in steps, and comes to one end, after a step: a write within one may find out that the
 * channel is lost, after the peer's last command has come.
 */
final class Handshake extends ChannelInboundHandlerAdapter {

  private final IoLoop loop;
  private final Options options;
  private final Mechanism mechanism;
  private final PeerChannel peerChannel;
  private final Deadline deadline;
  private final MessageDecoder decoder;
  private final GreetingExchange greetings;
  private final CommandExchange dialogue;

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else
  private ChannelHandlerContext ctx;

  private boolean stepping;
  private @Nullable PeerMetadata peer;
  private @Nullable FailedHandshake failure;
  private boolean over;

  Handshake(
      IoLoop loop,
      Supplier<Scheduler> elsewhere,
      Options options,
      SocketType type,
      Mechanism mechanism,
      PeerChannel peerChannel,
      Deadline deadline) {
    this.loop = loop;
    this.options = options;
    this.mechanism = mechanism;
    this.peerChannel = peerChannel;
    this.deadline = deadline;
    this.greetings = new GreetingExchange(options, type, mechanism);
    long most = options.get(Option.MAX_MESSAGE_SIZE);
    int overhead = mechanism.overhead();
    this.decoder =
        MessageDecoder.ofHandshake(
            most > Long.MAX_VALUE - overhead ? most : most + overhead,
            options.get(Option.MAX_FRAMES));
    this.dialogue =
        new CommandExchange(
            step -> take(step, Unpooled.EMPTY_BUFFER),
            loop,
            elsewhere,
            mechanism,
            peerChannel,
            new Authentication(loop, options, mechanism.name(), peerChannel.remote()),
            decoder);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    this.ctx = ctx;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    deadline.begin(this::expired); // first: it runs when the peer sees the greeting
    take(() -> greetings.begin(ctx), Unpooled.EMPTY_BUFFER);
    ctx.channel().config().setAutoRead(true);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ByteBuf in = (ByteBuf) msg;
    try {
      take(() -> read(in), in);
    } finally {
      in.release();
    }
  }

  private void read(ByteBuf in) {
    boolean greeted = greetings.areOver();
    Greeting greeting = greetings.decode(ctx, in);
    if (greeting == null) {
      PeerProperties older = greetings.older(in);
      peer = older == null ? null : dialogue.introduce(older);
      return;
    }
    if (!greeted) {
      dialogue.begin(ctx, greeting);
    }
    dialogue.decode(ctx, in);
  }

  // The end.

  /** Takes a step; what is left of the bytes after the last is the connection's. */
  private void take(Runnable step, ByteBuf bytes) {
    if (over) {
      return;
    }
    stepping = true;
    try {
      step.run();
      if (peer == null) {
        peer = dialogue.peer();
      }
    } catch (Throwable e) { // a fault costs this connection and no other
      fail(FailedHandshake.of(e));
    } finally {
      stepping = false;
    }
    settle(bytes);
  }

  /** The first failure counts; in the middle of a step it is reported after it. */
  private void fail(FailedHandshake why) {
    if (failure == null) {
      failure = why;
    }
    if (!stepping) {
      settle(Unpooled.EMPTY_BUFFER);
    }
  }

  private void settle(ByteBuf bytes) {
    if (over || (failure == null && peer == null)) {
      return;
    }
    over = true;
    FailedHandshake why = failure;
    if (why == null && peer != null) {
      why = succeed(peer, bytes);
    }
    if (why != null) {
      end();
      Carrier.failing(ctx, why.why());
      ctx.close();
      peerChannel.failed(why.reason(), why.why());
    }
  }

  /** Hands over to the connection; returns why not if a fault of this side is in the way. */
  private @Nullable FailedHandshake succeed(PeerMetadata peer, ByteBuf bytes) {
    Connection connection;
    Pipe pipe;
    try {
      connection = connection(peer);
    } catch (Throwable e) {
      return FailedHandshake.of(e);
    }
    ctx.pipeline().addAfter(ctx.name(), "reactor.zmtp.connection", connection);
    try {
      pipe = peerChannel.ready(connection, peer);
    } catch (Throwable e) {
      ctx.pipeline().remove(connection);
      connection.forget();
      return FailedHandshake.of(e);
    }
    ctx.pipeline().remove(this);
    connection.start(pipe, greetings.rest(bytes.retain()));
    return null;
  }

  private Connection connection(PeerMetadata peer) {
    FrameBox frameBox = mechanism.frameBox();
    end();
    ProtocolVersion version = greetings.version();
    boolean traced = options.get(Option.OBSERVER) != null && TraceFormat.isKnownTo(peer, version);
    WireFormat format = new WireFormat(version, frameBox, mechanism.overhead(), traced);
    if (frameBox != null) {
      decoder.sealed();
    } else if (traced) {
      decoder.prefixed(TraceFormat.LONGEST);
    }
    return Connection.zmtp(loop, options, decoder(version, peer), peerChannel, format, peer);
  }

  private Decoder decoder(ProtocolVersion version, PeerMetadata peer) {
    long maxMessageSize = options.get(Option.MAX_MESSAGE_SIZE);
    int maxFrames = options.get(Option.MAX_FRAMES);
    if (version == ProtocolVersion.ZMTP_1_0) {
      return new Zmtp1Decoder(maxMessageSize, maxFrames, peer);
    }
    MessageDecoder frames =
        version == ProtocolVersion.ZMTP_2_0
            ? MessageDecoder.withoutCommands(maxMessageSize, maxFrames)
            : decoder;
    frames.from(peer);
    return frames;
  }

  private void expired() {
    fail(
        new FailedHandshake(
            HandshakeFailure.TIMEOUT,
            new ZmqException(
                "the peer did not finish the handshake within "
                    + deadline
                    + "; it got as far as "
                    + (greetings.areOver() ? "its commands" : "its greeting")
                    + dialogue.pending())));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(closed(null));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof ProtocolException) { // of what carries ZMTP
      fail(FailedHandshake.of(cause));
      return;
    }
    fail(
        TlsFailure.is(cause) // in TLS 1.3 a client's certificate is refused after its handshake
            ? new FailedHandshake(HandshakeFailure.TLS, TlsFailure.explained(cause))
            : closed(cause));
  }

  private FailedHandshake closed(@Nullable Throwable cause) {
    String means = greetings.areOver() ? dialogue.closingMeans() : greetings.closingMeans();
    return new FailedHandshake(
        HandshakeFailure.CLOSED,
        new ZmqException(
            (cause == null ? "the peer closed the connection" : "the connection was lost")
                + " before "
                + (greetings.areOver() ? "the handshake" : "its greeting")
                + " was complete"
                + (means == null ? "" : "; " + means),
            cause));
  }

  private void end() {
    deadline.met();
    dialogue.end();
  }
}
