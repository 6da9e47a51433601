package reactor.zmtp.mechanism;

import io.netty.buffer.Unpooled;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.Metadata;

/**
 * One side of one security handshake. Whoever has the channel drives it: send what {@link #next}
 * gives until it gives null, hand over each command that comes, and begin again, until it {@link
 * #isComplete is complete}.
 *
 * <p>A mechanism serves one connection, on one thread. Which side binds and which connects makes no
 * difference to it.
 */
public interface Mechanism {

  /**
   * The name in the greeting.
   *
   * @return the name, such as {@code NULL}
   */
  String name();

  /**
   * Whether it keeps anybody out. ZMTP 2.0 and 1.0 have no security mechanisms, so their peers are
   * refused where it does (RFC 23, Detecting ZMTP 1.0 and 2.0 Peers).
   *
   * @return false for NULL, unless peers are judged by their addresses
   */
  default boolean isSecure() {
    return !name().equals("NULL");
  }

  /**
   * Whether this side is the server of the handshake.
   *
   * @return true for the side that checks the other's credentials
   */
  boolean asServer();

  /**
   * The next command to send.
   *
   * @return the command, which counts as sent from now on, or null when it is the peer's turn or
   *     nothing is left to say
   */
  @Nullable Command next();

  /**
   * Takes a command from the peer.
   *
   * @param command what came
   * @throws ProtocolException if the command is malformed or not due, or is the peer's ERROR: then
   *     the connection is to be closed, and this mechanism is of no use any more
   * @throws AuthenticationException if the peer refused us, and said so with a status of RFC 27 or
   *     after it had our credentials
   */
  void receive(Command command);

  /**
   * Takes a command frame with nothing in it, which is malformed where it is not due.
   *
   * @throws ProtocolException unless it is due
   */
  default void receiveNothing() {
    receive(Command.decode(Unpooled.EMPTY_BUFFER));
  }

  /**
   * Work that may block, such as a request for a ticket. It is to be run on another thread, and
   * {@link #worked} follows on this one; no command is due until then.
   *
   * @return the work, given once; null if there is none
   */
  default @Nullable Runnable work() {
    return null;
  }

  /**
   * The work is done.
   *
   * @throws AuthenticationException if it showed that this side cannot prove itself to the peer, or
   *     the peer to this side
   * @throws ProtocolException if it showed that the peer broke a rule
   */
  default void worked() {
    throw new IllegalStateException(name() + " has no work");
  }

  /**
   * What the peer proved itself with, which somebody else has to judge before the handshake goes
   * on: {@link #accept} or {@link #refuse} follows, and no command is due until then.
   *
   * @return the credentials as RFC 27 lists them, given once; null if there is nothing to judge
   */
  default @Nullable List<byte[]> credentials() {
    return null;
  }

  /** The peer's credentials are good. */
  default void accept() {
    throw new IllegalStateException(name() + " has no credentials");
  }

  /**
   * The peer's credentials are not good; {@link #next} has what it is told, and then the connection
   * is to be closed.
   *
   * @param status 300, 400 or 500 (RFC 27)
   */
  default void refuse(int status) {
    throw new IllegalStateException(name() + " has no credentials");
  }

  /**
   * Whether {@link #next} has this side's last word: with it the peer is let in, and may send
   * messages. Whoever does not want the peer does not say it.
   *
   * @return true from when it is due until {@link #next} has given it
   */
  boolean isLastWordDue();

  /**
   * Whether both sides have said all they had to. Messages may be sent and received from then on.
   *
   * @return true when the handshake is over and has succeeded
   */
  boolean isComplete();

  /**
   * What the peer says of itself. It is there when the handshake is complete, and with most
   * mechanisms when the last word of the side that does not begin is due.
   *
   * @return its metadata; null as long as it has not come
   */
  @Nullable Metadata peerMetadata();

  /**
   * What a peer most likely means that closes the connection now and gives no reason.
   *
   * @return a clause, or null if it can mean anything
   */
  default @Nullable String closingMeans() {
    return null;
  }

  /**
   * What frames are protected with once the handshake is complete. Whoever takes it has it forget
   * its secrets at the end.
   *
   * @return null if they go as they are
   */
  default @Nullable FrameBox frameBox() {
    return null;
  }

  /**
   * How many bytes a frame is longer on the wire for its protection: at most, until the handshake
   * is complete; exactly, from then on.
   *
   * @return the bytes, without the frame's header
   */
  default int overhead() {
    return 0;
  }

  /** The handshake is over, well or not: secrets that were for it alone are overwritten. */
  default void forget() {}

  /**
   * The greeting to send. It depends on nothing from the peer and goes out first and at once.
   *
   * @return our greeting
   */
  default Greeting greeting() {
    return Greeting.v31(name(), asServer());
  }

  /**
   * Takes the peer's greeting. Its as-server field decides nothing: libzmq writes 0 there even as a
   * CURVE server.
   *
   * @param peer what came
   * @throws ProtocolException if the peer uses another mechanism
   */
  default void receive(Greeting peer) {
    if (!peer.mechanism().equals(name())) {
      throw new ProtocolException(
          Rule.MECHANISM_MISMATCH,
          "the peer's security mechanism is %s, ours is %s: both sides need the same"
              .formatted(peer.mechanism(), name()));
    }
  }
}
