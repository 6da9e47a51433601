package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqException;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.mechanism.ZapCall;
import reactor.zmtp.message.Frames;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.security.ZapRequest;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Decoder;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.GreetingDecoder;
import reactor.zmtp.wire.MessageDecoder;
import reactor.zmtp.wire.Zmtp1Decoder;

/**
 * The beginning of a connection (RFC 37: greeting, then the mechanism's commands). When it is over
 * it leaves the pipeline to a {@link Connection}, with the bytes that have come already.
 */
final class Handshake extends ChannelInboundHandlerAdapter implements MessageDecoder.Sink {

  private static final ZapAuthenticator NOBODY =
      request ->
          Mono.just(
              ZapReply.refused(
                  500,
                  "domain \"%s\" has no authenticator, and enforceZapDomain asks for one"
                      .formatted(request.domain())));

  private final IoLoop loop;
  private final Supplier<Scheduler> elsewhere;
  private final Options options;
  private final SocketType type;
  private final Mechanism mechanism;
  private final PeerChannel peerChannel;
  private final Deadline deadline;
  private final GreetingDecoder greetingDecoder;
  private final @Nullable Downgrade downgrade;
  private final MessageDecoder decoder;

  private boolean versionKnown;
  private @Nullable Greeting greeting;
  private @Nullable Disposable judging;
  private ZapReply.@Nullable Accepted judgement;
  private boolean working;
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
    this.elsewhere = elsewhere;
    this.options = options;
    this.type = type;
    this.mechanism = mechanism;
    this.peerChannel = peerChannel;
    this.deadline = deadline;
    ProtocolVersion minimum = options.get(Option.MINIMUM_PROTOCOL);
    boolean olderAllowed = !mechanism.isSecure() && Downgrade.knows(type);
    if (!minimum.isAtLeast(ProtocolVersion.ZMTP_3_0) && olderAllowed) {
      this.downgrade =
          new Downgrade(minimum, type, options.get(Option.ROUTING_ID), mechanism.greeting());
      this.greetingDecoder = new GreetingDecoder(minimum);
    } else {
      this.downgrade = null;
      this.greetingDecoder =
          minimum == ProtocolVersion.ZMTP_3_1
              ? new GreetingDecoder(minimum)
              : new GreetingDecoder();
    }
    long most = options.get(Option.MAX_MESSAGE_SIZE);
    int overhead = mechanism.overhead();
    this.decoder =
        MessageDecoder.ofHandshake(
            most > Long.MAX_VALUE - overhead ? most : most + overhead,
            options.get(Option.MAX_FRAMES));
  }

  /**
   * The greeting goes out whole and at once, unless older peers are allowed: libzmq tells its
   * mechanism only after it has seen ours.
   */
  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    deadline.begin(() -> expired(ctx)); // first: it runs when the peer sees the greeting
    if (downgrade != null) {
      downgrade.begin(ctx);
    } else {
      ByteBuf out = ctx.alloc().buffer(Greeting.LENGTH);
      mechanism.greeting().writeTo(out);
      ctx.writeAndFlush(out, ctx.voidPromise());
    }
    ctx.channel().config().setAutoRead(true);
  }

  private void expired(ChannelHandlerContext ctx) {
    fail(
        ctx,
        HandshakeFailure.TIMEOUT,
        new ZmqException(
            "the peer did not finish the handshake within "
                + deadline
                + "; it got as far as "
                + (greeting == null ? "its greeting" : "its commands")
                + (judging != null && judgement == null ? ", and is still being judged" : "")
                + (working ? ", and this side's part of " + mechanism.name() + " lasts" : "")));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ByteBuf in = (ByteBuf) msg;
    if (over) {
      in.release();
      return;
    }
    try {
      if (isVersionKnown(ctx, in)) {
        proceed(ctx, in);
      }
    } catch (ProtocolException e) {
      fail(
          ctx,
          e.rule() == Rule.REFUSED_BY_PEER
              ? HandshakeFailure.REFUSED_BY_PEER
              : HandshakeFailure.PROTOCOL,
          advised(e));
    } catch (AuthenticationException e) {
      fail(ctx, HandshakeFailure.REFUSED_BY_PEER, e);
    } finally {
      in.release();
    }
  }

  /** Whether the peer's version is known now, or need not be found out. */
  private boolean isVersionKnown(ChannelHandlerContext ctx, ByteBuf in) {
    if (downgrade == null || versionKnown) {
      return true;
    }
    versionKnown = downgrade.decode(ctx, in);
    if (versionKnown && downgrade.older() == null) {
      greetingDecoder.decode(downgrade.seen()); // which refuses what is too old
    }
    return versionKnown;
  }

  private void proceed(ChannelHandlerContext ctx, ByteBuf in) {
    if (downgrade != null && downgrade.older() != null) {
      PeerProperties older = downgrade.peer(in);
      if (older != null) {
        succeed(ctx, older, downgrade.rest(in.retain()));
      }
    } else if (decode(ctx, in)) {
      succeed(ctx, PeerProperties.of(type, mechanism.peerMetadata()), in.retain());
    }
  }

  /** A version that is refused, with what would let it in. */
  private ProtocolException advised(ProtocolException e) {
    ProtocolVersion tooOld = greetingDecoder.tooOld();
    if (tooOld == null) {
      return e;
    }
    String advice;
    if (tooOld.isAtLeast(ProtocolVersion.ZMTP_3_0)
        || (!mechanism.isSecure() && Downgrade.knows(type))) {
      advice = "minimumProtocol(" + tooOld.name() + ") would allow it";
    } else if (mechanism.isSecure()) {
      advice =
          (mechanism.name().equals("NULL")
                  ? "with an authenticator or a zapDomain"
                  : "with a security mechanism (" + mechanism.name() + ")")
              + " no older one is ever allowed";
    } else {
      advice = tooOld.text() + " has no " + type + " sockets";
    }
    return new ProtocolException(e.rule(), e.getMessage() + "; " + advice);
  }

  /** Returns true if the handshake is complete; what is left of the bytes comes after it. */
  private boolean decode(ChannelHandlerContext ctx, ByteBuf in) {
    if (greeting == null) {
      greeting = greetingDecoder.decode(in);
      if (greeting == null) {
        return false;
      }
      mechanism.receive(greeting);
      judge(ctx);
      say(ctx);
      work(ctx);
    }
    while (!mechanism.isComplete() && in.isReadable()) {
      decoder.decode(in, this);
      judge(ctx);
      say(ctx);
      work(ctx);
    }
    return mechanism.isComplete();
  }

  /** Has the peer's credentials judged, if they have come just now. */
  private void judge(ChannelHandlerContext ctx) {
    List<byte[]> credentials = mechanism.credentials();
    if (credentials == null) {
      return;
    }
    ZapAuthenticator authenticator = authenticator();
    if (authenticator == null) {
      mechanism.accept();
      return;
    }
    ZapRequest request =
        new ZapRequest(
            mechanism.name(),
            options.get(Option.ZAP_DOMAIN),
            peerChannel.remote(),
            options.get(Option.ROUTING_ID),
            credentials);
    // Its answer is taken on the loop and never at once, wherever it comes from: what is decoded
    // now comes before it.
    judging =
        ZapCall.ask(authenticator, request)
            .subscribe(reply -> loop.execute(() -> judged(ctx, reply)));
  }

  /** Who judges the peer; null if nobody has to. */
  private @Nullable ZapAuthenticator authenticator() {
    ZapAuthenticator every = options.get(Option.AUTHENTICATOR);
    ZapAuthenticator own = options.get(Option.SECURITY).authenticator();
    if (every != null) {
      return own == null ? every : every.and(own);
    }
    boolean enforced =
        options.get(Option.ENFORCE_ZAP_DOMAIN) && !options.get(Option.ZAP_DOMAIN).isEmpty();
    if (own != null) {
      return own;
    }
    return enforced ? NOBODY : options.get(Option.SECURITY).identifier();
  }

  private void judged(ChannelHandlerContext ctx, ZapReply reply) {
    if (over) {
      return;
    }
    if (reply instanceof ZapReply.Accepted accepted) {
      judgement = accepted;
      accepted(ctx);
    } else if (reply instanceof ZapReply.Refused refused) {
      mechanism.refuse(refused.status());
      say(ctx);
      fail(
          ctx,
          HandshakeFailure.AUTHENTICATION,
          new AuthenticationException(
              refused.status(),
              "the authenticator refused the peer with status %d: %s"
                  .formatted(refused.status(), refused.text())));
    }
  }

  private void accepted(ChannelHandlerContext ctx) {
    try {
      mechanism.accept();
      say(ctx);
      if (mechanism.isComplete()) {
        succeed(ctx, PeerProperties.of(type, mechanism.peerMetadata()), Unpooled.EMPTY_BUFFER);
      }
    } catch (ProtocolException e) {
      fail(ctx, HandshakeFailure.PROTOCOL, e);
    }
  }

  /** Has what may block done where it may, if the mechanism cannot go on without it. */
  private void work(ChannelHandlerContext ctx) {
    Runnable work = mechanism.work();
    if (work == null) {
      return;
    }
    try {
      elsewhere
          .get()
          .schedule(
              () -> {
                work.run();
                loop.execute(() -> worked(ctx));
              });
      working = true;
    } catch (RejectedExecutionException e) {
      fail(
          ctx,
          HandshakeFailure.AUTHENTICATION,
          new AuthenticationException(
              500, "no thread of Schedulers.boundedElastic() takes what may block: " + e));
    }
  }

  private void worked(ChannelHandlerContext ctx) {
    working = false;
    if (over) {
      return;
    }
    try {
      mechanism.worked();
      say(ctx);
    } catch (ProtocolException e) {
      fail(ctx, HandshakeFailure.PROTOCOL, e);
    } catch (AuthenticationException e) {
      fail(ctx, HandshakeFailure.AUTHENTICATION, e);
    }
  }

  private void say(ChannelHandlerContext ctx) {
    for (Command next = mechanism.next(); next != null; next = mechanism.next()) {
      ByteBuf out = ctx.alloc().buffer(next.frameLength());
      next.writeTo(out);
      ctx.writeAndFlush(out, ctx.voidPromise());
    }
  }

  @Override
  public boolean command(Command command) {
    mechanism.receive(command);
    return false; // one at a time: the mechanism may have an answer, or be complete
  }

  @Override
  public boolean nothing() {
    mechanism.receiveNothing();
    return false;
  }

  @Override
  public boolean message(Frames message) {
    throw new ProtocolException(
        Rule.UNEXPECTED_COMMAND, "a message came before the handshake was over");
  }

  private void succeed(ChannelHandlerContext ctx, PeerProperties said, ByteBuf rest) {
    PeerMetadata peer = peerChannel.peer(said, judgement);
    Peers.Refusal refusal = peerChannel.refuse(peer);
    if (refusal != null) {
      rest.release();
      fail(ctx, refusal.reason(), new ZmqException(refusal.why()));
      return;
    }
    FrameBox frameBox = mechanism.frameBox();
    end();
    ProtocolVersion version = version();
    Connection connection =
        Connection.zmtp(loop, options, decoder(version, peer), peerChannel, version);
    if (frameBox != null) {
      connection.protect(frameBox, mechanism.overhead(), peer);
    }
    ctx.pipeline().addAfter(ctx.name(), "reactor.zmtp.connection", connection);
    Pipe pipe = peerChannel.ready(connection, peer);
    ctx.pipeline().remove(this);
    connection.start(pipe, rest);
  }

  private ProtocolVersion version() {
    ProtocolVersion older = downgrade == null ? null : downgrade.older();
    if (older != null) {
      return older;
    }
    return greeting != null && greeting.understands31()
        ? ProtocolVersion.ZMTP_3_1
        : ProtocolVersion.ZMTP_3_0;
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

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    fail(
        ctx,
        HandshakeFailure.CLOSED,
        new ZmqException(
            "the peer closed the connection before "
                + (greeting == null ? "its greeting" : "the handshake")
                + " was complete"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (TlsFailure.is(cause)) { // in TLS 1.3 a client's certificate is refused after its handshake
      fail(ctx, HandshakeFailure.TLS, TlsFailure.explained(cause));
    } else {
      fail(ctx, HandshakeFailure.CLOSED, cause);
    }
  }

  private void fail(ChannelHandlerContext ctx, HandshakeFailure reason, Throwable cause) {
    if (!over) {
      end();
      ctx.close();
      peerChannel.failed(reason, cause);
    }
  }

  private void end() {
    over = true;
    deadline.met();
    if (judging != null) {
      judging.dispose();
    }
    mechanism.forget();
  }
}
