package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.MessageDecoder;
import reactor.zmtp.wire.Metadata;

/**
 * Exchange of the mechanism's commands, after the greetings. Between them the peer is
 * authenticated, what may block is done elsewhere, and before this side's last word, with which the
 * peer may send messages, the socket is asked whether it wants that peer.
 *
 * <p>All of it happens in steps of the handshake, whose failure is what they throw.
 */
final class CommandExchange implements MessageDecoder.Sink {

  interface Steps {
    void take(Runnable step);
  }

  private final Steps steps;
  private final IoLoop loop;
  private final Supplier<Scheduler> elsewhere;
  private final Mechanism mechanism;
  private final PeerChannel peerChannel;
  private final Authentication authentication;
  private final MessageDecoder decoder;

  private @Nullable PeerMetadata peer;
  private boolean working;

  CommandExchange(
      Steps steps,
      IoLoop loop,
      Supplier<Scheduler> elsewhere,
      Mechanism mechanism,
      PeerChannel peerChannel,
      Authentication authentication,
      MessageDecoder decoder) {
    this.steps = steps;
    this.loop = loop;
    this.elsewhere = elsewhere;
    this.mechanism = mechanism;
    this.peerChannel = peerChannel;
    this.authentication = authentication;
    this.decoder = decoder;
  }

  void begin(ChannelHandlerContext ctx, Greeting greeting) {
    mechanism.receive(greeting);
    proceed(ctx);
  }

  /** Takes commands until the last; what is left of the bytes then comes after it. */
  void decode(ChannelHandlerContext ctx, ByteBuf in) {
    while (!mechanism.isComplete() && in.isReadable()) {
      decoder.decode(in, this);
      proceed(ctx);
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
  public boolean message(DefaultMessage message) {
    throw new ProtocolException(
        Rule.UNEXPECTED_COMMAND, "a message came before the handshake was over");
  }

  private void proceed(ChannelHandlerContext ctx) {
    authenticate(ctx);
    if (mechanism.isLastWordDue()) {
      admit(ctx);
    }
    send(ctx);
    work(ctx);
  }

  /** Has the peer's credentials checked, if they have come just now. */
  private void authenticate(ChannelHandlerContext ctx) {
    List<byte[]> credentials = mechanism.credentials();
    if (credentials == null) {
      return;
    }
    if (authentication.isRequired()) {
      authentication.ask(credentials, reply -> steps.take(() -> answered(ctx, reply)));
    } else {
      mechanism.accept();
    }
  }

  private void answered(ChannelHandlerContext ctx, ZapReply reply) {
    if (reply instanceof ZapReply.Refused refused) {
      mechanism.refuse(refused.status());
      send(ctx);
      throw new FailedHandshake(HandshakeFailure.AUTHENTICATION, Authentication.failure(refused));
    }
    mechanism.accept();
    proceed(ctx);
  }

  /**
   * Asks the socket whether it wants the peer, as far as it is known: RFC 37 has a peer that will
   * never do sent an ERROR, and what may pass signalled by closing the connection.
   */
  private void admit(ChannelHandlerContext ctx) {
    Metadata said = mechanism.peerMetadata();
    if (said == null) {
      wanted(peerChannel.expect());
      return;
    }
    PeerMetadata known;
    try {
      known = introduced(said);
    } catch (ProtocolException e) {
      send(ctx, Command.error(String.valueOf(e.getMessage())));
      throw e;
    }
    wanted(peerChannel.refuse(known));
    peer = known;
  }

  private PeerMetadata introduced(Metadata said) {
    return peerChannel.peer(PeerProperties.of(peerChannel.type(), said), authentication.accepted());
  }

  private static void wanted(PeerRegistry.@Nullable Refusal refusal) {
    if (refusal != null) {
      throw new FailedHandshake(refusal.reason(), new ZmqException(refusal.why()));
    }
  }

  /**
   * Introduces a peer that is older than commands, and was let in when we greeted.
   *
   * @throws FailedHandshake if it is not wanted
   */
  PeerMetadata introduce(PeerProperties older) {
    PeerMetadata known = peerChannel.peer(older, null);
    wanted(peerChannel.refuse(known));
    return known;
  }

  /**
   * The peer, if all has been said.
   *
   * @throws FailedHandshake if it was let in before it said who it is, and is not wanted
   */
  @Nullable PeerMetadata peer() {
    Metadata said = mechanism.isComplete() ? mechanism.peerMetadata() : null;
    if (said == null) {
      return null;
    }
    if (peer == null) {
      PeerMetadata known = introduced(said);
      wanted(peerChannel.refuse(known));
      peer = known;
    }
    return peer;
  }

  private void send(ChannelHandlerContext ctx) {
    for (Command next = mechanism.next(); next != null; next = mechanism.next()) {
      send(ctx, next);
    }
  }

  private static void send(ChannelHandlerContext ctx, Command command) {
    ByteBuf out = ctx.alloc().buffer(command.frameLength());
    command.writeTo(out);
    ctx.writeAndFlush(out, ctx.voidPromise());
  }

  /** Has what may block done where it may, if the mechanism cannot go on without it. */
  private void work(ChannelHandlerContext ctx) {
    Runnable work = mechanism.work();
    if (work == null) {
      return;
    }
    try {
      elsewhere.get().schedule(() -> work(ctx, work));
      working = true;
    } catch (RejectedExecutionException e) {
      throw new FailedHandshake(
          HandshakeFailure.AUTHENTICATION,
          new AuthenticationException(
              500, "no thread of Schedulers.boundedElastic() takes what may block: " + e));
    }
  }

  private void work(ChannelHandlerContext ctx, Runnable work) {
    Throwable failure = null;
    try {
      work.run();
    } catch (Throwable e) { // reported on the loop
      failure = e;
    }
    Throwable fault = failure;
    loop.execute(() -> steps.take(() -> worked(ctx, fault)));
  }

  private void worked(ChannelHandlerContext ctx, @Nullable Throwable fault) {
    working = false;
    if (fault != null) {
      throw FailedHandshake.of(fault);
    }
    try {
      mechanism.worked();
    } catch (AuthenticationException e) {
      throw new FailedHandshake(HandshakeFailure.AUTHENTICATION, e);
    }
    proceed(ctx);
  }

  /** What is waited for on this side, in words; empty if it is the peer's turn. */
  String pending() {
    return (authentication.isPending() ? ", and is still being authenticated" : "")
        + (working ? ", and this side's part of " + mechanism.name() + " lasts" : "");
  }

  /** What it most likely means that the peer closes the connection now; null if anything. */
  @Nullable String closingMeans() {
    return mechanism.closingMeans();
  }

  void end() {
    authentication.end();
    mechanism.forget();
  }
}
