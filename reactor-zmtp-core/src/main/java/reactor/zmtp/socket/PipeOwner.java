package reactor.zmtp.socket;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.SocketType;
import reactor.zmtp.connection.CreditFormat;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.connection.TraceFormat;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.OwnProperties;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Observer;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.IncrementalTask;
import reactor.zmtp.pattern.SendStrategy;
import reactor.zmtp.pipe.Credit;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeEvents;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.pipe.Traffic;
import reactor.zmtp.wire.Metadata;

/**
 * A socket as its connections and pipes see it: its peers, and the halves it has, an {@link
 * Outbound} and an {@link Intake}. Confined to one event loop.
 *
 * @param <T> what it receives
 */
abstract class PipeOwner<T> implements PeerRegistry, PipeEvents {

  /** What a subscriber that requests without end is taken to have requested of each peer. */
  private static final long LARGEST_DEMAND = 1 << 18;

  private final Options options;
  private final SocketType type;
  private final IoLoop loop;
  private final HighWaterMarks marks;
  private final SocketMonitor monitor;
  private final AutomaticMessages automaticMessages;
  private final IncrementalTasks turns;
  private final PeerSet peers;
  private final @Nullable Outbound outbound;
  private final @Nullable Intake intake;
  private final @Nullable Observer observer;

  PipeOwner(
      Options options,
      SocketType type,
      @Nullable SendStrategy strategy,
      IoLoop loop,
      Function<IoLoop, ? extends @Nullable Intake> receiving) {
    this.options = options;
    this.type = type;
    this.loop = loop;
    this.intake = receiving.apply(loop);
    this.marks =
        HighWaterMarks.ofOptions(
            options.get(Option.SEND_HIGH_WATER_MARK),
            options.get(Option.SEND_HIGH_WATER_MARK_BYTES),
            options.get(Option.RECEIVE_HIGH_WATER_MARK),
            options.get(Option.RECEIVE_HIGH_WATER_MARK_BYTES),
            options.get(Option.CONFLATE),
            options.get(Option.CREDIT) && grantsCredit());
    this.peers = new PeerSet(type, options.get(Option.MAX_PEERS));
    this.automaticMessages = new AutomaticMessages(options);
    this.monitor =
        new SocketMonitor(
            loop,
            new EventLog(described(), loop)
                .andThen(event -> options.get(Option.ON_EVENT).accept(this, event)));
    this.turns = new IncrementalTasks(loop);
    this.outbound =
        strategy == null
            ? null
            : new Outbound(
                loop, strategy, monitor, this::expectedPeers, marks.send(), this::drained);
    Observer.Factory observers = options.get(Option.OBSERVER);
    this.observer = observers == null ? null : observers.of(type, name(), this::soleAddress);
    if (outbound != null) {
      outbound.of(this, observer);
    }
    if (canReceive()) {
      inbound().of(this, observer);
      inbound().onUnboundedDemand(() -> peers.present().forEach(Pipe::grantDemand));
    }
  }

  /** Whether the socket takes no peers any more. */
  abstract boolean isClosing();

  /** Whether the socket takes nothing more, and deals with what is there. */
  abstract boolean isDraining();

  /** Whether nothing that came is left to be dealt with. */
  final boolean isIdle() {
    return (intake == null || intake.isIdle())
        && peers.present().stream().allMatch(Pipe::isDrained);
  }

  /** How many messages have been delivered. */
  final long received() {
    return intake == null ? 0 : intake.received();
  }

  /** The address of its endpoint, if it has just one; from any thread. */
  abstract @Nullable String soleAddress();

  /** How many peers are not there and count all the same. */
  abstract int expectedPeers();

  /** The socket was stopped, and nothing waits to be sent any more. */
  abstract void drained();

  @Override
  public final SocketType type() {
    return type;
  }

  final boolean canSend() {
    return outbound != null;
  }

  final boolean canReceive() {
    return intake != null && intake.inbound() != null;
  }

  final Outbound outbound() {
    return present(outbound);
  }

  @SuppressWarnings("unchecked") // made of a shape, by the constructor that takes one
  final Inbound<T> inbound() {
    return (Inbound<T>) present(intake == null ? null : intake.inbound());
  }

  private static <H> H present(@Nullable H half) {
    if (half == null) {
      throw new IllegalStateException("this socket type does not have that half");
    }
    return half;
  }

  /** Who follows its messages, or null. */
  final @Nullable Observer observer() {
    return observer;
  }

  final IoLoop loop() {
    return loop;
  }

  final Options options() {
    return options;
  }

  /** The peers that are there, in the order they came. Only on the loop. */
  final Set<Pipe> pipes() {
    return peers.present();
  }

  public final String name() {
    return options.get(Option.NAME);
  }

  /** Type and name, for whoever reads it. */
  final String described() {
    return name().isEmpty() ? type + " socket" : type + " socket \"" + name() + '"';
  }

  final SocketMonitor monitor() {
    return monitor;
  }

  /** From any thread. */
  final SocketMetrics figures() {
    return monitor.metrics(peers.visible(), marks, outbound, intake, topicCountNow());
  }

  @Override
  public final Traffic traffic() {
    return monitor.traffic();
  }

  // What a socket type may add.

  /** How many topics it subscribes to; from any thread. */
  int topicCountNow() {
    return 0;
  }

  /** Why a peer is not wanted, or null if it is. */
  @Nullable Refusal refusal(PeerMetadata peer) {
    return null;
  }

  /** The refusal of a second peer, for a socket type that has one. */
  final @Nullable Refusal exclusive() {
    return peers.exclusive();
  }

  /** Discards a message of several frames, for a socket type that has none of these. */
  final boolean discardMultipart(Pipe pipe, DefaultMessage message) {
    if (message.size() == 1) {
      return false;
    }
    discard(pipe.peer(), 1, DiscardReason.MALFORMED);
    return true;
  }

  /** A peer is there; the first messages to it may be sent. */
  void joined(Pipe pipe) {}

  /** A peer went; what it sent and nobody has requested yet stays. */
  void left(Pipe pipe, @Nullable Throwable cause) {}

  /** Finishes something that may take many steps, some in each turn of the loop. */
  final void inTurns(IncrementalTask work) {
    turns.finish(work);
  }

  /** The socket closes: nothing more is received. */
  void closing() {}

  // Peers.

  @Override
  public final Metadata properties() {
    Metadata own =
        OwnProperties.of(type, options.get(Option.ROUTING_ID), options.get(Option.METADATA));
    if (observer != null) {
      own = own.with(TraceFormat.PROPERTY, TraceFormat.VALUE);
    }
    return usesCredit()
        ? own.with(CreditFormat.PROPERTY, CreditFormat.property(marks.firstCredit()))
        : own;
  }

  @Override
  public final Mechanism mechanism(boolean accepts) {
    return Mechanisms.of(options, properties(), accepts);
  }

  /** One request at a time needs no credit, and a reply finds room with whom it is for. */
  private boolean usesCredit() {
    return type != SocketType.REQ && type != SocketType.REP;
  }

  /** What an XPUB receives are subscriptions, too, which its queue must never hold up. */
  private boolean grantsCredit() {
    return canReceive() && type != SocketType.XPUB;
  }

  /** All of it, for each peer, if there is no end to what is requested. */
  @Override
  public final long demand() {
    long demand = intake == null ? 0 : intake.demand();
    return demand == Long.MAX_VALUE
        ? LARGEST_DEMAND
        : Math.min(demand / Math.max(1, peers.present().size()), LARGEST_DEMAND);
  }

  @Override
  public final boolean isFull() {
    return peers.isFull();
  }

  @Override
  public final void keepPlace() {
    peers.keepPlace();
  }

  @Override
  public final void freePlace() {
    peers.freePlace();
  }

  /** Whom the application connected to is never one too many, lest strangers take his place. */
  @Override
  public final @Nullable Refusal refuse(PeerMetadata peer, boolean accepted) {
    if (isClosing() || isDraining()) {
      return new Refusal(HandshakeFailure.CLOSED, "this " + type + " socket is being closed");
    }
    Refusal refusal = refusal(peer);
    return refusal == null && accepted && isFull() ? peers.tooMany() : refusal;
  }

  @Override
  public final Pipe join(PipeLink link, PeerMetadata peer, boolean accepted) {
    Pipe pipe = new Pipe(this, link, peer, marks);
    Credit credit = usesCredit() ? CreditFormat.of(peer) : null;
    if (credit != null) {
      pipe.useCredit(credit);
    }
    automaticMessages.addTo(pipe, accepted);
    peers.add(pipe);
    if (outbound != null) {
      outbound.add(pipe);
    }
    return pipe;
  }

  @Override
  public final void started(Pipe pipe) {
    pipe.grantDemand();
    joined(pipe);
  }

  @Override
  public final void event(SocketEvent event) {
    monitor.tell(event);
  }

  @Override
  public final boolean deliver(Pipe pipe, DefaultMessage message) {
    if (intake == null) {
      discard(pipe.peer(), 1, DiscardReason.NOT_RECEIVABLE);
      return true;
    }
    return intake.deliver(pipe, message);
  }

  @Override
  public final void queued(Pipe pipe) {
    if (intake != null) {
      intake.queued(pipe);
    }
  }

  @Override
  public final void unflushed(Pipe pipe) {
    if (outbound != null) {
      outbound.unflushed(pipe);
    } else {
      loop.execute(pipe::flush);
    }
  }

  @Override
  public final void room(Pipe pipe) {
    endpointsChanged();
  }

  @Override
  public final void lost(Pipe pipe, @Nullable Throwable cause) {
    peers.lost(pipe);
    left(pipe, cause);
    if (outbound != null) {
      outbound.lost(pipe);
    }
  }

  @Override
  public final void emptied(Pipe pipe) {
    peers.emptied();
  }

  @Override
  public final void dropping(Pipe pipe) {
    if (outbound != null) {
      outbound.dropping(pipe);
    }
  }

  @Override
  public final void discard(@Nullable PeerMetadata peer, long messages, DiscardReason reason) {
    monitor.discarded(peer, messages, reason);
  }

  /** An endpoint came or went. */
  final void endpointsChanged() {
    if (outbound != null) {
      outbound.room();
    }
  }

  // The end.

  /** Accepts nothing new any more; called from any thread. */
  final void refuseMore() {
    if (intake != null) {
      intake.refuse();
    }
    if (outbound != null) {
      outbound.refuse();
    }
  }

  /** Takes and receives nothing any more; what was taken is still sent. */
  final void stop() {
    closing();
    if (intake != null) {
      intake.close();
    }
    if (outbound != null) {
      outbound.stop();
    }
  }

  /** Gives up what has not been sent. */
  final void abandonSends() {
    turns.stop();
    if (outbound != null) {
      outbound.abandon();
    }
  }

  /** Reports what was given up: a peer may have taken it until its connection was closed. */
  final void discardUnsent() {
    if (outbound != null) {
      discard(null, outbound.unsent(), DiscardReason.LINGER);
    }
  }

  /** Closes all connections. */
  final void closePipes() {
    List.copyOf(peers.present()).forEach(Pipe::close);
  }

  /** Discards what nobody has received. */
  final void discardReceived() {
    if (intake != null) {
      discard(null, intake.abandon(), DiscardReason.NOT_RECEIVED);
    }
  }
}
