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
 * One side of one security handshake. Whoever has the channel drives it: sends what {@link #next}
 * gives until it gives null, hands over each command that comes, and begins again, until it {@link
 * #isComplete is complete}.
 *
 * <p>A mechanism serves one connection, on one thread. Which side binds and which connects makes no
 * difference to it.
 */
public interface Mechanism {

  /** Its name in the greeting, such as {@code NULL}. */
  String name();

  /**
   * Whether it keeps anybody out. ZMTP 2.0 and 1.0 have no security mechanisms, so their peers are
   * refused where it does (RFC 23, Detecting ZMTP 1.0 and 2.0 Peers). False for NULL, unless peers
   * are authenticated by their addresses.
   */
  default boolean isSecure() {
    return !name().equals("NULL");
  }

  /** Whether this side is the server of the handshake, which checks the other's credentials. */
  boolean asServer();

  /**
   * The next command to send, which counts as sent from now on, or null when it is the peer's turn
   * or nothing is left to say.
   */
  @Nullable Command next();

  /**
   * Takes a command from the peer.
   *
   * <p>After an exception the connection is to be closed, and this mechanism is of no more use.
   *
   * @throws ProtocolException if the command is malformed or not due, or is the peer's ERROR
   * @throws AuthenticationException if the peer refused us, and gave a status of RFC 27 or had our
   *     credentials
   */
  void receive(Command command);

  /** Takes a command frame with nothing in it, which is malformed where it is not due. */
  default void receiveNothing() {
    receive(Command.decode(Unpooled.EMPTY_BUFFER));
  }

  /**
   * Work that may block, such as a request for a ticket, given once. It is to be run on another
   * thread, and {@link #worked} follows on this one; no command is due until then.
   */
  default @Nullable Runnable work() {
    return null;
  }

  /**
   * Ends the work.
   *
   * @throws AuthenticationException if one side could not prove itself to the other
   * @throws ProtocolException if the peer broke a rule
   */
  default void worked() {
    throw new IllegalStateException(name() + " has no work");
  }

  /**
   * The peer's credentials as RFC 27 lists them, given once, which an authenticator has to check
   * before the handshake goes on: {@link #accept} or {@link #refuse} follows, and no command is due
   * until then. Null if there are none to check.
   */
  default @Nullable List<byte[]> credentials() {
    return null;
  }

  default void accept() {
    throw new IllegalStateException(name() + " has no credentials");
  }

  /**
   * Refuses the peer with status 300, 400 or 500 (RFC 27): {@link #next} has what it is sent, and
   * then the connection is to be closed.
   */
  default void refuse(int status) {
    throw new IllegalStateException(name() + " has no credentials");
  }

  /**
   * Whether {@link #next} has this side's last word: with it the peer is let in, and may send
   * messages. A side that does not want the peer does not say it.
   */
  boolean isLastWordDue();

  /**
   * Whether both sides have said all they had to. Messages may be sent and received from then on.
   */
  boolean isComplete();

  /**
   * The peer's metadata. It is there when the handshake is complete, and with most mechanisms when
   * the last word of the side that does not begin is due.
   */
  @Nullable Metadata peerMetadata();

  /**
   * A clause that says what a peer most likely means that closes the connection now and gives no
   * reason; null if it can mean anything.
   */
  default @Nullable String closingMeans() {
    return null;
  }

  /**
   * Protects frames once the handshake is complete; null if they go as they are. Whoever takes it
   * has it forget its secrets at the end.
   */
  default @Nullable FrameBox frameBox() {
    return null;
  }

  /**
   * How many bytes a frame is longer on the wire for its protection, without its header: at most,
   * until the handshake is complete; exactly, from then on.
   */
  default int overhead() {
    return 0;
  }

  /** Overwrites the secrets that were for the handshake alone: it is over, well or not. */
  default void forget() {}

  /** The greeting to send. It depends on nothing from the peer and goes out first and at once. */
  default Greeting greeting() {
    return Greeting.v31(name(), asServer());
  }

  /**
   * Takes the peer's greeting. Its as-server field decides nothing: libzmq writes 0 there even as a
   * CURVE server.
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
