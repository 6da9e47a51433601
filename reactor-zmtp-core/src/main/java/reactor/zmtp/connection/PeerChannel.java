package reactor.zmtp.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.SocketAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.tcp.SslProvider;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqException;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.security.ZapReply;

/**
 * One channel of an endpoint, from its handshake to its end, and the events on its way: it fails,
 * or becomes a peer and later is disconnected; either is reported once.
 */
public final class PeerChannel {

  private static final String HANDSHAKE = "reactor.zmtp.handshake";

  private enum State {
    BEGINNING,
    PEER,
    OVER
  }

  private final PeerEndpoint endpoint;
  private final PeerRegistry peers;
  private final Channel channel;
  private final SocketAddress local;
  private final SocketAddress remote;
  private final Promise<Void> gone;
  private State state = State.BEGINNING;
  private boolean keepsPlace;
  private @Nullable Pipe pipe;
  private @Nullable String certified;

  /** Why this side ends the handshake, which sees no more of that than a closed channel. */
  private PeerRegistry.@Nullable Refusal turnedAway;

  public PeerChannel(
      PeerEndpoint endpoint,
      PeerRegistry peers,
      Channel channel,
      SocketAddress local,
      SocketAddress remote) {
    this.endpoint = endpoint;
    this.peers = peers;
    this.channel = channel;
    this.local = local;
    this.remote = remote;
    this.gone = channel.eventLoop().newPromise();
  }

  /**
   * Puts the handshake into the channel's pipeline, if there is one, and leaves the pipeline to the
   * connection.
   */
  public void begin(IoLoop loop, Options options) {
    begin(loop, options, handler -> channel.pipeline().addLast(HANDSHAKE, handler));
  }

  /**
   * The same of a channel that was somebody else's until now, whose remaining handlers begin with
   * the named one, and whose TLS is theirs.
   */
  public void beginBefore(String name, IoLoop loop, Options options) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.setWrapDataSize(PendingWrite.RECORD);
      certified(TlsHandshake.subject(tls));
    }
    begin(loop, options, handler -> channel.pipeline().addBefore(name, HANDSHAKE, handler));
  }

  private void begin(IoLoop loop, Options options, Consumer<ChannelHandler> place) {
    try {
      place.accept(handshake(loop, Schedulers::boundedElastic, options));
    } catch (Throwable e) { // a fault costs this channel and no other
      channel.close();
      FailedHandshake failure = FailedHandshake.of(e);
      failed(failure.reason(), failure.why());
    }
  }

  /** With threads for what may block. */
  ChannelHandler handshake(IoLoop loop, Supplier<Scheduler> elsewhere, Options options) {
    Deadline deadline = new Deadline(loop, options.get(Option.HANDSHAKE_TIMEOUT));
    ChannelHandler inTheClear =
        options.get(Option.RAW)
            ? new RawBeginning(loop, options, this, deadline)
            : zmtp(loop, elsewhere, options, deadline);
    SslProvider tls = endpoint.tls(options);
    return tls == null
        ? inTheClear
        : new TlsHandshake(tls, endpoint.expected(), this, deadline, inTheClear);
  }

  private ChannelHandler zmtp(
      IoLoop loop, Supplier<Scheduler> elsewhere, Options options, Deadline deadline) {
    Mechanism mechanism = peers.mechanism(endpoint.accepts());
    Handshake handshake =
        new Handshake(loop, elsewhere, options, peers.type(), mechanism, this, deadline);
    return endpoint.first(new Beginning(this, mechanism, deadline, handshake));
  }

  /**
   * Closes the channel, gracefully if there is a peer, at once if there is none yet; done when it
   * is closed and its last event has been reported.
   */
  public Future<Void> close() {
    if (pipe != null) {
      pipe.close();
    } else {
      turnAway(
          new PeerRegistry.Refusal(
              HandshakeFailure.CLOSED,
              "this side gave up the endpoint before the handshake was complete"));
    }
    return gone;
  }

  /** Ends the handshake, which has failed. */
  public void turnAway(PeerRegistry.Refusal why) {
    if (turnedAway == null) {
      turnedAway = why;
      channel.close();
    }
  }

  public void failed(HandshakeFailure reason, Throwable cause) {
    PeerRegistry.Refusal own = turnedAway;
    if (own == null) {
      tellFailed(reason, cause);
    } else {
      tellFailed(own.reason(), new ZmqException(own.why()));
    }
  }

  private void tellFailed(HandshakeFailure reason, Throwable cause) {
    become(State.BEGINNING, State.OVER);
    freePlace();
    peers.event(new SocketEvent.HandshakeFailed(endpoint.address(), local, remote, reason, cause));
    endpoint.handshakeFailed(this, reason, cause);
    gone.trySuccess(null);
  }

  private void become(State due, State next) {
    assert state == due : this + " becomes " + next + ", and is " + state;
    state = next;
  }

  /** The subject of the certificate that the peer has shown, or null if it has none. */
  void certified(@Nullable String subject) {
    certified = subject;
  }

  PeerMetadata peer(PeerProperties said, ZapReply.@Nullable Accepted accepted) {
    return new Peer(said, endpoint.address(), remote, endpoint.assignedId(), certified, accepted);
  }

  /** The peer at the other end of raw TCP. */
  PeerMetadata peer() {
    return new RawPeer(endpoint.address(), remote, endpoint.assignedId(), certified);
  }

  SocketAddress remote() {
    return remote;
  }

  SocketType type() {
    return peers.type();
  }

  /** Null if the socket wants a peer of which nothing is known yet; then a place is kept for it. */
  PeerRegistry.@Nullable Refusal expect() {
    PeerRegistry.Refusal refusal = refuse(peer());
    if (refusal == null) {
      keepsPlace = true;
      peers.keepPlace();
    }
    return refusal;
  }

  private void freePlace() {
    if (keepsPlace) {
      keepsPlace = false;
      peers.freePlace();
    }
  }

  /** Null if the socket wants the peer. */
  PeerRegistry.@Nullable Refusal refuse(PeerMetadata peer) {
    freePlace(); // it is the peer's
    return turnedAway == null ? peers.refuse(peer, endpoint.accepts()) : turnedAway;
  }

  Pipe ready(PipeLink link, PeerMetadata peer) {
    Pipe joined = peers.join(link, peer, endpoint.accepts());
    become(State.BEGINNING, State.PEER);
    pipe = joined;
    endpoint.handshakeSucceeded(this);
    peers.event(
        new SocketEvent.HandshakeSucceeded(endpoint.address(), local, remote, peer.socketType()));
    return joined;
  }

  void started(Pipe joined) {
    peers.started(joined);
  }

  void disconnected(DisconnectReason reason, @Nullable Throwable cause) {
    become(State.PEER, State.OVER);
    peers.event(new SocketEvent.Disconnected(endpoint.address(), local, remote, reason, cause));
    endpoint.disconnected(this, cause);
    gone.trySuccess(null);
  }

  @Override
  public String toString() {
    return "the channel from " + local + " to " + remote;
  }
}
