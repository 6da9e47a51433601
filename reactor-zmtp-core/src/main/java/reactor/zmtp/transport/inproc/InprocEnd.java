package reactor.zmtp.transport.inproc;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;
import reactor.zmtp.connection.Peer;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Credit;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.wire.Metadata;

/**
 * One end of a link between two sockets, confined to its socket's event loop. The two ends meet,
 * the one that was bound first; then each takes from a lane what the other has put there. Either
 * ends the link: it says so, and is gone when the other has answered, since only then is it certain
 * what that has taken.
 *
 * <p>Where both are on one event loop nothing waits for a task: what one socket sends, the other
 * has received when the first has flushed.
 */
final class InprocEnd implements PipeLink, InprocReceiver.Owner {

  /** Endpoint of this end. */
  interface Endpoint {

    String address();

    /** Whether peers come to it, or it connects to one. */
    boolean accepts();

    @Nullable RoutingId assignedId();

    void joined(InprocEnd end);

    /** The peer is not wanted, on one side or the other. */
    void refused(InprocEnd end, Throwable cause);

    void disconnected(InprocEnd end, @Nullable Throwable cause);
  }

  private enum State {
    /** No peer was met yet. */
    WAITING,
    JOINED,
    /** This side has said that it leaves. */
    LEAVING,
    OVER
  }

  private final Endpoint endpoint;
  private final IoLoop loop;
  private final PeerRegistry peers;
  private final InprocAddress address;
  private final Metadata own;
  private final InprocLane in = new InprocLane();
  private final InprocReceiver receiver = new InprocReceiver(this, in);
  private final Runnable takeAll = receiver::takeAll;
  private final Runnable hear = this::hear;
  private final Runnable loopEnds = this::loopEnds;
  private final Promise<Void> closed;

  private State state = State.WAITING;
  private @Nullable Throwable fault;

  /** Both ends are on one event loop: the sender's turn there is the receiver's, too. */
  private boolean together;

  // Set when the ends meet.

  @SuppressWarnings("NullAway.Init")
  private InprocEnd other;

  @SuppressWarnings("NullAway.Init")
  private InprocLane out;

  @SuppressWarnings("NullAway.Init")
  private Pipe pipe;

  /** Only on the socket's loop. */
  InprocEnd(Endpoint endpoint, TransportContext socket, InprocAddress address) {
    this.endpoint = endpoint;
    this.loop = socket.loop();
    this.peers = socket.peers();
    this.address = address;
    this.own = peers.properties();
    this.closed = loop.eventLoop().newPromise();
  }

  @Override
  public boolean isJoined() {
    return state == State.JOINED;
  }

  /** Done when this end is over. */
  Future<Void> closed() {
    return closed;
  }

  // The two ends meet.

  /** On the side that is bound: meets an end that wants to connect. */
  void accept(InprocEnd connecting) {
    if (meet(connecting)) {
      connecting.loop.execute(() -> connecting.accepted(this));
      start();
    } else {
      Throwable why = fault;
      connecting.loop.execute(() -> connecting.turnedAway(why));
    }
  }

  /** On the side that connects. */
  private void accepted(InprocEnd bound) {
    if (state != State.WAITING) { // it has been given up
      bound.loop.execute(bound::left);
      return;
    }
    peers.event(new SocketEvent.Connected(endpoint.address(), address, address));
    if (meet(bound)) {
      start();
    } else {
      bound.loop.execute(bound::left);
    }
  }

  /** On the side that connects: the other does not want this one. */
  private void turnedAway(@Nullable Throwable why) {
    if (state == State.WAITING) {
      peers.event(new SocketEvent.Connected(endpoint.address(), address, address));
      String said = why == null ? "" : ": " + why.getMessage();
      fail(HandshakeFailure.REFUSED_BY_PEER, new ZmqException("the peer refused" + said));
    }
  }

  private boolean meet(InprocEnd with) {
    other = with;
    out = with.in;
    together = loop.eventLoop() == with.loop.eventLoop();
    PeerMetadata peer;
    try {
      peer =
          Peer.withoutHandshake(
              peers.type(), with.own, endpoint.address(), address, endpoint.assignedId());
      PeerRegistry.Refusal refusal = peers.refuse(peer, endpoint.accepts());
      if (refusal != null) {
        fail(refusal.reason(), new ZmqException(refusal.why()));
        return false;
      }
      pipe = peers.join(this, peer, endpoint.accepts());
    } catch (ProtocolException e) {
      fail(HandshakeFailure.PROTOCOL, e);
      return false;
    } catch (Throwable e) { // a fault costs this link and no other
      fail(HandshakeFailure.CLOSED, e);
      return false;
    }
    state = State.JOINED;
    receiver.start(loop, pipe, peer, together);
    loop.opened(loopEnds);
    endpoint.joined(this);
    peers.event(
        new SocketEvent.HandshakeSucceeded(
            endpoint.address(), address, address, peer.socketType()));
    return true;
  }

  private void fail(HandshakeFailure reason, Throwable cause) {
    state = State.OVER;
    fault = cause;
    peers.event(
        new SocketEvent.HandshakeFailed(endpoint.address(), address, address, reason, cause));
    endpoint.refused(this, cause);
    closed.trySuccess(null);
  }

  private void start() {
    peers.started(pipe);
    hear();
    receiver.takeAll();
  }

  // What comes.

  @Override
  public void resumeReading() {
    loop.execute(receiver::resume);
  }

  @Override
  public void stopReading() {
    receiver.stop();
  }

  @Override
  public boolean hasUnread() {
    return receiver.hasUnread();
  }

  @Override
  public void discardUnread() {
    receiver.discard();
  }

  // What goes.

  @Override
  public boolean isBlocked() {
    return state != State.JOINED || out.isBlocked();
  }

  @Override
  public void write(DefaultMessage message) {
    pipe.countSent(message.byteSize());
    out.addMessage(message);
  }

  @Override
  public void announce(Announcement what, byte[] subject) {
    if (state == State.JOINED) {
      out.addAnnouncement(new InprocReceiver.Announced(what, subject));
    }
  }

  @Override
  public void grant(Credit credit) {
    in.grant(credit);
  }

  @Override
  public void flush() {
    if (in.hasGranted()) {
      tell();
    }
    if (out.wakesReceiver()) {
      run(other.takeAll);
    }
  }

  /** Has the other end hear what it is told. */
  @Override
  public void tell() {
    if (in.wakesSender()) {
      run(other.hear);
    }
  }

  /** What the other end tells: what it has taken, and what it grants. */
  private void hear() {
    if (state != State.JOINED) { // when it is, it hears all there is
      return;
    }
    out.senderLooks();
    int written = out.takeTaken();
    pipe.written(written);
    Credit credit = out.takeGranted();
    if (credit != null && pipe.isLimited()) {
      pipe.granted(credit);
    } else {
      pipe.unblocked();
    }
  }

  /** Runs a step of the other end: now if its loop is this one, else as a task of it. */
  private void run(Runnable step) {
    if (together) {
      step.run();
    } else {
      other.loop.execute(step);
    }
  }

  // The end.

  @Override
  public void close() {
    if (state == State.WAITING) {
      state = State.OVER;
      closed.trySuccess(null);
    } else {
      leave(null);
    }
  }

  @Override
  public void failed(Throwable why) {
    leave(why);
  }

  /** Takes and sends nothing more; the other end answers when it does not, either. */
  private void leave(@Nullable Throwable why) {
    if (state == State.JOINED) {
      state = State.LEAVING;
      fault = why;
      InprocEnd last = other;
      last.loop.execute(last::left);
    }
  }

  /** The other end leaves: what it has sent, and there is room for, still comes. */
  private void left() {
    if (!isMet()) {
      return;
    }
    boolean leaving = state == State.LEAVING;
    receiver.takeRest();
    end(leaving);
    InprocEnd last = other;
    last.loop.execute(() -> last.end(/* asked= */ true));
  }

  private boolean isMet() {
    return state == State.JOINED || state == State.LEAVING;
  }

  private void loopEnds() {
    leave(null);
    end(/* asked= */ true);
  }

  private void end(boolean asked) {
    if (!isMet()) {
      return;
    }
    state = State.OVER;
    loop.closed(loopEnds);
    pipe.written(out.takeTaken());
    pipe.lost(fault);
    pipe.ended();
    DisconnectReason reason =
        fault != null
            ? DisconnectReason.FAILED
            : asked ? DisconnectReason.CLOSED : DisconnectReason.PEER_CLOSED;
    peers.event(new SocketEvent.Disconnected(endpoint.address(), address, address, reason, fault));
    endpoint.disconnected(this, fault);
    closed.trySuccess(null);
  }
}
