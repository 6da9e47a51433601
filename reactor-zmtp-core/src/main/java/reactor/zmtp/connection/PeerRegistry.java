package reactor.zmtp.connection;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketType;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.wire.Metadata;

/** Socket as its endpoints see it. All calls are on the socket's event loop. */
public interface PeerRegistry {

  SocketType type();

  /** What the socket says of itself. */
  Metadata properties();

  /** A mechanism for one connection; {@code accepts} if the peer came to this side. */
  Mechanism mechanism(boolean accepts);

  /** Refusal of a peer: the kind of failure to report, and the reason in words. */
  record Refusal(HandshakeFailure reason, String why) {}

  /** Whether there are as many peers as may come to this side; then connections need not begin. */
  boolean isFull();

  /**
   * Null if a peer is wanted, else why not. This is asked before it may send anything, when it has
   * said who it is if it says that first.
   */
  @Nullable Refusal refuse(PeerMetadata peer, boolean accepted);

  /** Keeps a place for a peer that is wanted and has not said yet who it is. */
  void keepPlace();

  /** A place that was kept is free again, or about to be taken. */
  void freePlace();

  /** A peer that is wanted is ready; returns its pipe. */
  Pipe join(PipeLink link, PeerMetadata peer, boolean accepted);

  /** The peer's connection takes messages now, and has reported that it is there. */
  void started(Pipe pipe);

  void event(SocketEvent event);

  /** Counts and reports messages of a peer, or for it, that its transport has given up. */
  default void discard(@Nullable PeerMetadata peer, long messages, DiscardReason reason) {}
}
