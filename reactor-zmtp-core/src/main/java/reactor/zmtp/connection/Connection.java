package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.ZmqException;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Credit;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Decoder;
import reactor.zmtp.wire.ErrorReason;
import reactor.zmtp.wire.Frame;
import reactor.zmtp.wire.MessageAssembler;
import reactor.zmtp.wire.Ping;
import reactor.zmtp.wire.RawDecoder;

/**
 * One peer over one channel, after the handshake: the only handler on the hot path. What comes is
 * the {@link Reader}'s, what goes the {@link Writer}'s, and how it ends the {@link
 * ConnectionLifecycle}'s; here they meet, and commands are answered.
 */
final class Connection extends ChannelInboundHandlerAdapter
    implements PipeLink, Reader.Owner, Heartbeat.Body {

  private final IoLoop loop;
  private final PeerChannel peerChannel;
  private final WireFormat format;
  private final Reader reader;
  private final Heartbeat heartbeat;
  private final Resting resting;
  private final int ttl;
  private final Duration linger;

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else
  private ChannelHandlerContext ctx;

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else
  private LoopRegistration registration;

  private @Nullable Carrier carrier;

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else
  private Writer writer;

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else
  private ConnectionLifecycle lifecycle;

  @SuppressWarnings("NullAway.Init") // set by start, before any message
  private Pipe pipe;

  private Connection(
      IoLoop loop, Options options, Decoder decoder, PeerChannel peerChannel, WireFormat format) {
    this.loop = loop;
    this.peerChannel = peerChannel;
    this.format = format;
    this.reader = new Reader(loop, this, decoder, format.isRaw());
    this.resting = new Resting(loop, format.box());
    this.linger = options.get(Option.LINGER);
    this.ttl = Ping.ttlDeciseconds(options.get(Option.HEARTBEAT_TTL));
    this.heartbeat =
        new Heartbeat(
            loop,
            this,
            options.get(Option.HEARTBEAT_INTERVAL),
            options.get(Option.HEARTBEAT_TIMEOUT));
  }

  /** A connection to a ZMTP peer. */
  static Connection zmtp(
      IoLoop loop,
      Options options,
      Decoder decoder,
      PeerChannel peerChannel,
      WireFormat format,
      PeerMetadata peer) {
    Connection connection = new Connection(loop, options, decoder, peerChannel, format);
    if (format.traced()) {
      connection.reader.takeTraces();
    }
    if (format.box() != null) {
      MessageAssembler assembler =
          new MessageAssembler(
              options.get(Option.MAX_MESSAGE_SIZE), options.get(Option.MAX_FRAMES), peer);
      if (format.traced()) {
        assembler.prefixed(TraceFormat.LONGEST);
      }
      connection.reader.protect(format.box(), assembler);
    }
    return connection;
  }

  /** A connection to a peer of raw TCP, which has no commands and so no heartbeat. */
  static Connection raw(IoLoop loop, Options options, RawDecoder decoder, PeerChannel peerChannel) {
    return new Connection(loop, options, decoder, peerChannel, WireFormat.RAW);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    this.ctx = ctx;
    carrier = Carrier.of(ctx);
    registration = new LoopRegistration(loop, ctx, () -> channelInactive(ctx));
    writer =
        new Writer(
            ctx, format.encoder(ctx.alloc()), format.framing(), format.box(), format.traced());
    GracefulClose gracefulClose = new GracefulClose(loop, ctx, registration, linger);
    lifecycle =
        new ConnectionLifecycle(ctx, peerChannel, format, reader, writer, heartbeat, gracefulClose);
  }

  /**
   * Begins with the bytes that came after the handshake, which are this connection's to release.
   */
  void start(Pipe pipe, ByteBuf first) {
    this.pipe = pipe;
    lifecycle.start(pipe);
    reader.start(pipe, ctx.channel(), registration);
    try {
      begin();
    } catch (Throwable e) { // a fault costs this connection and no other
      lifecycle.fail(DisconnectReason.FAILED, e);
    }
    pipe.countReceived(first.readableBytes());
    reader.begin(first);
  }

  /** It does not start after all. */
  void forget() {
    format.forget();
  }

  private void begin() {
    if (carrier != null) {
      carrier.handshaken();
    }
    writer.start(pipe, carrier != null || ctx.pipeline().get(SslHandler.class) != null);
    if (carrier != null || format.hasHeartbeat()) {
      heartbeat.start();
    }
    peerChannel.started(pipe);
    pipe.unblocked();
  }

  // Reading.

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    heartbeat.heard();
    ByteBuf in = (ByteBuf) msg;
    pipe.countReceived(in.readableBytes());
    reader.read(in);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reader.readComplete();
  }

  /** One write for all the answers: PINGs can be many. */
  @Override
  public void decoded() {
    pipe.grantCredit();
    writer.flushCommands();
    resting.watch();
  }

  @Override
  public void grant(Credit credit) {
    if (!lifecycle.isClosing()) {
      writer.grant(CreditFormat.command(credit));
    }
  }

  @Override
  public void stopReading() {
    reader.stop();
  }

  @Override
  public boolean hasUnread() {
    return reader.hasUnread();
  }

  @Override
  public void resumeReading() {
    reader.resume();
  }

  @Override
  public void paused() {
    heartbeat.suspend(true);
    lifecycle.departIfUnread();
  }

  @Override
  public void resumed() {
    heartbeat.suspend(false);
  }

  @Override
  public void discardUnread() {
    lifecycle.discardUnread();
  }

  // Commands.

  @Override
  public boolean command(Command command) {
    if (command.is(Command.PING)) {
      Ping ping = Ping.decode(command);
      heartbeat.pinged();
      heartbeat.expectWithin(ping.ttl());
      send(ping.pong());
    } else if (command.is(Command.PONG)) {
      heartbeat.ponged();
    } else if (command.is(Command.CREDIT) && pipe.isLimited()) {
      pipe.granted(CreditFormat.decode(command));
    } else if (command.is(Command.ERROR)) { // a strict peer may say so after READY
      lifecycle.fail(
          DisconnectReason.PROTOCOL,
          new ProtocolException(
              Rule.REFUSED_BY_PEER, "the peer said ERROR: " + ErrorReason.decode(command)));
    }
    Announcement announcement = Announcements.named(command.name());
    return announcement == null // what is not understood is ignored (RFC 37)
        || pipe.announced(announcement, command.body());
  }

  @Override
  public void ping() {
    if (carrier != null) {
      carrier.ping();
      return;
    }
    send(Command.ping(ttl, new byte[0]));
    flush();
  }

  @Override
  public void roundTrip(long nanos) {
    pipe.roundTrip(nanos);
  }

  @Override
  public void timedOut(String why) {
    lifecycle.fail(DisconnectReason.SILENT, new ZmqException("the peer is lost: " + why));
  }

  private void send(Command command) {
    if (!lifecycle.isClosing()) {
      writer.send(command);
    }
  }

  // Writing.

  @Override
  public boolean isBlocked() {
    return !lifecycle.isOpen() || writer.isBlocked();
  }

  @Override
  public void write(DefaultMessage message) {
    if (format.isRaw() && message.byteSize() == 0) {
      lifecycle.endWhenWritten();
    } else {
      writer.write(message);
    }
  }

  @Override
  public void announce(Announcement what, byte[] subject) {
    Frame frame = format.announcement(what, subject);
    if (frame != null && !lifecycle.isClosing()) {
      writer.announce(frame);
    }
  }

  @Override
  public void flush() {
    writer.flush();
    lifecycle.flushed();
    resting.watch();
  }

  // The end.

  @Override
  public void close() {
    lifecycle.close();
  }

  @Override
  public void failed(Throwable why) {
    lifecycle.fail(
        why instanceof ProtocolException ? DisconnectReason.PROTOCOL : DisconnectReason.FAILED,
        why);
  }

  /** What was read before a connection broke, and waits, is not lost. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable why) {
    if (why instanceof IOException && reader.isWaiting()) {
      lifecycle.breakOff(why);
    } else if (why instanceof ProtocolException) { // of what carries ZMTP
      failed(why);
    } else {
      lifecycle.fail(DisconnectReason.FAILED, TlsFailure.is(why) ? TlsFailure.explained(why) : why);
    }
  }

  /**
   * A write has failed: what the peer sent before its end can be read all the same. It is how the
   * end of one that is not read is seen where {@link Hangup} cannot tell.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelOutputShutdownEvent) {
      hungUp();
    } else if (event instanceof Carrier.Sign sign) {
      heartbeat.heard();
      if (sign == Carrier.Sign.PING) {
        heartbeat.pinged();
      } else {
        heartbeat.ponged();
      }
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void hungUp() {
    lifecycle.hungUp();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    lifecycle.inactive();
  }

  @Override
  public void caughtUp() {
    lifecycle.caughtUp();
  }
}
