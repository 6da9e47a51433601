package reactor.zmtp.connection;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketType;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;

/** The socket as its endpoints see it. All calls are on the socket's event loop. */
public interface PeerRegistry {

  /**
   * The type peers are told.
   *
   * @return the socket's type
   */
  SocketType type();

  /**
   * What peers are introduced with.
   *
   * @param accepts whether the peer came to this side; if not, this side connected to it
   * @return a mechanism for one connection
   */
  Mechanism mechanism(boolean accepts);

  /**
   * Why a peer is not wanted.
   *
   * @param reason what kind of failure it is told as
   * @param why in words
   */
  record Refusal(HandshakeFailure reason, String why) {}

  /**
   * Whether there are as many peers as may come to this side; then connections need not begin.
   *
   * @return true if one more would be refused
   */
  boolean isFull();

  /**
   * Whether a peer is wanted. This is asked before it may send anything, when it has said who it is
   * if it says that first.
   *
   * @param peer who it is
   * @param accepted whether it came to this side; if not, this side connected to it
   * @return null if it is, else why not
   */
  @Nullable Refusal refuse(PeerMetadata peer, boolean accepted);

  /** Keeps a place for a peer that is wanted and has not said yet who it is. */
  void keepPlace();

  /** A place that was kept is free again, or about to be taken. */
  void freePlace();

  /**
   * A peer that is wanted is ready.
   *
   * @param link its connection
   * @param peer who it is
   * @param accepted whether it came to this side; if not, this side connected to it
   * @return its pipe
   */
  Pipe join(PipeLink link, PeerMetadata peer, boolean accepted);

  /**
   * The peer's connection takes messages now, and has told that it is there.
   *
   * @param pipe its pipe
   */
  void started(Pipe pipe);

  /**
   * Something happened.
   *
   * @param event what
   */
  void event(SocketEvent event);
}
