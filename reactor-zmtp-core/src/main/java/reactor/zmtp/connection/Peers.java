package reactor.zmtp.connection;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketType;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.pipe.Pipe;

/** The socket as its endpoints see it. All calls are on the socket's event loop. */
public interface Peers {

  /**
   * The type peers are told.
   *
   * @return the socket's type
   */
  SocketType type();

  /**
   * What peers are introduced with.
   *
   * @return a mechanism for one connection
   */
  Mechanism mechanism();

  /**
   * A peer is ready.
   *
   * @param link its connection
   * @param peer what it said of itself
   * @return its pipe, or null if it is one too many
   */
  @Nullable Pipe join(Pipe.Link link, PeerProperties peer);

  /**
   * Something happened.
   *
   * @param event what
   */
  void event(SocketEvent event);
}
