package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.ZmqException;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.ReadBudget;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Decoder;
import reactor.zmtp.wire.Encoder;
import reactor.zmtp.wire.ErrorReason;
import reactor.zmtp.wire.Framing;
import reactor.zmtp.wire.MessageDecoder;
import reactor.zmtp.wire.MessageEncoder;
import reactor.zmtp.wire.Ping;
import reactor.zmtp.wire.RawDecoder;
import reactor.zmtp.wire.Zmtp1Encoder;

/**
 * One peer over one channel, after the handshake: the only handler on the hot path. Bytes that come
 * are decoded and passed to the pipe until it says stop; messages that go are gathered in a buffer
 * that is written when it is full or flushed. At most one write is under way at a time; until it is
 * finished the connection is blocked and takes no more messages.
 */
final class Connection extends ChannelInboundHandlerAdapter
    implements PipeLink, MessageDecoder.Sink, Heartbeat.Body, ReadBudget.Reader {

  /**
   * How long the peer may take to close its side, so that its last bytes do not make the kernel
   * reset ours.
   */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** So many bytes are decoded before the clock is looked at: they may be frames of one message. */
  private static final int MOST_UNSEEN = 16_384;

  private final IoLoop loop;
  private final Decoder decoder;
  private final PeerChannel peerChannel;
  private final Heartbeat heartbeat;
  private final BusyPoll busyPoll;
  private final @Nullable ProtocolVersion version;
  private final boolean raw;
  private final int ttl;
  private final long maxMessageSize;
  private final int maxFrames;
  private final ArrayDeque<ByteBuf> unread = new ArrayDeque<>();
  private final ReadBudget turns;

  /** This, unless frames are protected. */
  private MessageDecoder.Sink sink = this;

  private @Nullable FrameBox frameBox;
  private int overhead;

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else
  private ChannelHandlerContext ctx;

  @SuppressWarnings("NullAway.Init") // set by start, before any message
  private Pipe pipe;

  private @Nullable Writer writer;

  /** There is no room for messages. */
  private boolean paused;

  /** There is no time for messages in this turn of the loop. */
  private boolean late;

  private boolean readSomething;
  private boolean hungUp;
  private boolean leaving;
  private boolean deaf;
  private boolean ending;
  private boolean closing;
  private boolean over;
  private boolean ended;
  private boolean told;
  private DisconnectReason reason = DisconnectReason.PEER_CLOSED;
  private @Nullable Throwable cause;
  private @Nullable Disposable lastWords;

  private Connection(
      IoLoop loop,
      Options options,
      Decoder decoder,
      PeerChannel peerChannel,
      @Nullable ProtocolVersion version) {
    this.loop = loop;
    this.decoder = decoder;
    this.peerChannel = peerChannel;
    this.version = version;
    this.raw = version == null;
    this.busyPoll = new BusyPoll(loop);
    this.turns = ReadBudget.of(loop);
    this.maxMessageSize = options.get(Option.MAX_MESSAGE_SIZE);
    this.maxFrames = options.get(Option.MAX_FRAMES);
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
      ProtocolVersion version) {
    return new Connection(loop, options, decoder, peerChannel, version);
  }

  /** A connection to a peer of raw TCP, which has no commands and so no heartbeat. */
  static Connection raw(IoLoop loop, Options options, RawDecoder decoder, PeerChannel peerChannel) {
    return new Connection(loop, options, decoder, peerChannel, null);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    this.ctx = ctx;
    ctx.channel().closeFuture().addListener(closed -> closed());
  }

  /** All frames are protected, in both directions; before the start. */
  void protect(FrameBox box, int overhead, PeerMetadata peer) {
    this.frameBox = box;
    this.overhead = overhead;
    this.sink = new SealedFrames(box, this, peer, maxMessageSize, maxFrames);
  }

  /**
   * Begins with the bytes that came after the handshake, which are this connection's to release.
   */
  void start(Pipe pipe, ByteBuf first) {
    this.pipe = pipe;
    try {
      begin();
    } catch (Throwable e) { // a fault costs this connection and no other
      fail(DisconnectReason.FAILED, e);
    }
    turns.begin();
    decode(first);
  }

  private void begin() {
    boolean tls = ctx.pipeline().get(SslHandler.class) != null;
    this.writer = new Writer(ctx, pipe, encoder(), framing(), frameBox, tls);
    if (version != null && version.isAtLeast(ProtocolVersion.ZMTP_3_1)) {
      heartbeat.start();
    }
    peerChannel.started(pipe);
    pipe.unblocked();
  }

  private Framing framing() {
    return version == null ? Framing.ZMTP_2_0 : Framing.of(version);
  }

  private Encoder encoder() {
    if (raw) {
      return MessageEncoder.raw(ctx.alloc());
    }
    if (version == ProtocolVersion.ZMTP_1_0) {
      return new Zmtp1Encoder(ctx.alloc());
    }
    return frameBox == null
        ? new MessageEncoder(ctx.alloc())
        : MessageEncoder.sealed(ctx.alloc(), overhead);
  }

  // Reading.

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    heartbeat.heard();
    ByteBuf in = (ByteBuf) msg;
    busyPoll.read(in.readableBytes());
    readSomething = true;
    if (paused || late) {
      unread.add(in); // of TLS, which had it already
    } else {
      turns.begin();
      decode(in);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    busyPoll.readComplete(isReading() && decoder.isInLargeFrame());
    if (!isReading() && ctx.channel().isOpen()) {
      if (Hangup.of(ctx.channel())) {
        leaveLoop();
      } else if (!readSomething) { // TLS wants to read, and must not
        ctx.channel().config().setAutoRead(true).setAutoRead(false);
      }
    }
    readSomething = false;
  }

  private boolean isReading() {
    return !paused && !late;
  }

  private void decode(ByteBuf in) {
    boolean more;
    try {
      more = deaf || decodeForAWhile(in) || deaf; // deaf by now, if what came was the end
    } catch (ProtocolException e) {
      fail(DisconnectReason.PROTOCOL, e);
      more = true;
    } catch (Throwable e) { // a fault costs this connection and no other
      fail(DisconnectReason.FAILED, e);
      more = true;
    }
    if (writer != null) {
      writer.flushCommands(); // one write for all the answers: PINGs can be many
    }
    if (more || !in.isReadable()) {
      in.release();
    } else {
      unread.addFirst(in);
    }
    if (paused || (!more && !unread.isEmpty())) {
      stopReading();
    }
  }

  /** Returns whether all was decoded, and there is room and time for more. */
  private boolean decodeForAWhile(ByteBuf in) {
    int end = in.writerIndex();
    boolean more;
    do {
      in.writerIndex(raw ? end : Math.min(end, in.readerIndex() + MOST_UNSEEN));
      more = decoder.decode(in, sink);
      in.writerIndex(end);
    } while (more && in.isReadable() && turns.isTimeLeft());
    return more && !in.isReadable();
  }

  private void stopReading() {
    ctx.channel().config().setAutoRead(false);
    if (paused) {
      heartbeat.suspend(true);
      depart();
    } else {
      late = true;
      turns.later(this);
    }
  }

  @Override
  public boolean message(DefaultMessage message) {
    if (deaf) {
      return false;
    }
    paused = !pipe.receive(message) && !deaf; // which it may be by now
    return !paused && !deaf && turns.isTimeLeft();
  }

  @Override
  public void resumeReading() {
    // Later, since the subscriber that made room may be in the middle of the loop that decodes.
    loop.execute(this::resume);
  }

  private void resume() {
    if (paused) {
      paused = false;
      heartbeat.suspend(false);
      readOn();
    }
  }

  @Override
  public void goOn() {
    late = false;
    readOn();
  }

  /** What has been read before comes first. */
  private void readOn() {
    turns.begin();
    while (isReading() && !unread.isEmpty()) {
      decode(unread.remove());
    }
    if (!isReading()) {
      return;
    }
    if (over) {
      ended();
    } else if (!deaf && ctx.channel().isOpen()) { // closed, its end is told soon
      readChannel();
    }
  }

  private void readChannel() {
    if (leaving) {
      return; // when it has left
    }
    ctx.channel().config().setAutoRead(true);
    if (!ctx.channel().isRegistered()) {
      loop.eventLoop().register(ctx.channel());
    }
  }

  /**
   * A write has failed: what the peer sent before its end can be read all the same. It is how the
   * end of one that is not read is seen where {@link Hangup} cannot tell.
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelOutputShutdownEvent && !closing) {
      hungUp = true;
      depart();
    }
    ctx.fireUserEventTriggered(event);
  }

  /**
   * What a peer has sent before its end stays with the system until it can be read. Meanwhile the
   * channel is not the loop's: Netty has none that waits for nothing, and the end would be told
   * again and again.
   */
  private void leaveLoop() {
    hungUp = true;
    depart();
    if (!leaving) {
      leaving = true;
      ctx.deregister().addListener(done -> left());
    }
  }

  private void left() {
    leaving = false;
    if (!ctx.channel().isOpen()) { // a write failed before it had left
      closed();
    } else if (isReading()) {
      readChannel();
    }
  }

  /**
   * To a peer that has ended its side, and has to wait until it is read, nothing can be written.
   */
  private void depart() {
    if (paused && hungUp) {
      lose();
      tellEnd();
    }
  }

  @Override
  public void discardUnread() {
    deaf = true;
    while (!unread.isEmpty()) {
      unread.remove().release();
    }
    paused = false;
    if (over) {
      forget();
    }
    if (told && !over) {
      closeChannel();
    }
  }

  // Commands.

  @Override
  public boolean command(Command command) {
    if (command.is(Command.PING)) {
      Ping ping = Ping.decode(command);
      heartbeat.pinged();
      heartbeat.expectWithin(ping.ttl());
      send(ping.pong());
    } else if (command.is(Command.ERROR)) { // a strict peer may say so after READY
      fail(
          DisconnectReason.PROTOCOL,
          new ProtocolException(
              Rule.REFUSED_BY_PEER, "the peer said ERROR: " + ErrorReason.decode(command)));
    }
    Announcement announcement = Announcements.named(command.name());
    if (announcement != null && !pipe.announced(announcement, command.body())) {
      paused = true;
      return false;
    }
    return !closing && turns.isTimeLeft(); // what is not understood is ignored (RFC 37)
  }

  @Override
  public void ping() {
    send(Command.ping(ttl, new byte[0]));
    flush();
  }

  @Override
  public void timedOut(String why) {
    fail(DisconnectReason.SILENT, new ZmqException("the peer is lost: " + why));
  }

  private void send(Command command) {
    if (writer != null && !closing) {
      writer.send(command);
    }
  }

  // Writing.

  @Override
  public boolean isBlocked() {
    return writer == null || ending || closing || writer.isBlocked();
  }

  @Override
  public void write(DefaultMessage message) {
    if (raw && message.byteSize() == 0) {
      ending = true; // what was sent before is written first
    } else if (writer != null) {
      writer.write(message);
    }
  }

  @Override
  public void announce(Announcement what, byte[] subject) {
    if (writer != null && version != null && !closing) {
      writer.announce(Announcements.frame(what, subject, version));
    }
  }

  @Override
  public void flush() {
    if (writer != null) {
      writer.flush();
      if (ending && !closing && !writer.isBlocked()) {
        end();
      }
    }
  }

  /** The message that says so is the last, and dealt with by that. */
  private void end() {
    closing = true;
    pipe.written(1);
    endOurSide();
  }

  // The end.

  @Override
  public void close() {
    if (closing || over) {
      return;
    }
    flush();
    closing = true;
    endOurSide();
  }

  /**
   * Ends our side first and waits for the peer to end its own: bytes of the peer that are still
   * unread when a socket is closed would make the kernel reset the connection, and the peer lose
   * what it has not read. TLS says goodbye before that.
   */
  private void endOurSide() {
    reason = DisconnectReason.CLOSED;
    discardUnread();
    if (writer == null
        || !writer.wroteMessages()
        || writer.isBlocked()
        || loop.isEnded()
        || !(ctx.channel() instanceof DuplexChannel duplex)) {
      closeChannel();
      return;
    }
    SslHandler tls = ctx.pipeline().get(SslHandler.class);
    if (tls == null) {
      duplex.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(said -> duplex.shutdownOutput());
    }
    readChannel();
    lastWords = loop.schedule(LAST_WORDS, this::closeChannel);
  }

  /** At once if nothing more can be written: TLS would wait for a chance to say goodbye. */
  private void closeChannel() {
    ChannelHandlerContext tls = ctx.pipeline().context(SslHandler.class);
    if (tls != null && (writer == null || writer.isBlocked())) {
      tls.close();
    } else {
      ctx.close();
    }
  }

  private void fail(DisconnectReason kind, Throwable why) {
    if (cause == null && !closing) {
      reason = kind;
      cause = why;
    }
    discardUnread();
    closing = true;
    closeChannel();
  }

  /** What was read before a connection broke, and waits, is not lost. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable why) {
    if (why instanceof IOException && !isReading() && !closing) {
      reason = DisconnectReason.FAILED;
      cause = cause == null ? why : cause;
      closeChannel();
      return;
    }
    fail(DisconnectReason.FAILED, TlsFailure.is(why) ? TlsFailure.explained(why) : why);
  }

  /** Netty does not tell of the end of a channel that has left the loop. */
  private void closed() {
    if (!ctx.channel().isRegistered()) {
      loop.execute(() -> channelInactive(ctx));
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (over) {
      return;
    }
    over = true;
    lose();
    if (isReading()) {
      ended();
    }
    tellEnd();
  }

  /** Nothing can be written any more. */
  private void lose() {
    if (told) {
      return;
    }
    heartbeat.stop();
    busyPoll.stop();
    if (lastWords != null) {
      lastWords.dispose();
    }
    if (writer != null) {
      writer.release();
    }
    pipe.lost(cause);
  }

  private void tellEnd() {
    if (!told) {
      told = true;
      peerChannel.disconnected(reason, cause);
    }
  }

  /** Nothing is left to read. */
  private void ended() {
    if (ended) {
      return;
    }
    ended = true;
    forget();
    pipe.ended();
  }

  /** Nothing is protected any more. */
  void forget() {
    if (frameBox != null) {
      frameBox.forget();
    }
  }
}
