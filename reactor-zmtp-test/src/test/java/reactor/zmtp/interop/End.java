package reactor.zmtp.interop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;

/**
 * One of the two sockets of a row of the matrix, whoever made it: it says and hears messages
 * without their envelopes, which are the business of its type.
 */
interface End extends AutoCloseable {

  /** What fan-out types send until the other side has heard it: they drop what comes too early. */
  ZmqMessage SYNC = ZmqMessage.of("sync");

  String endpoint();

  /** Sends, or begins to; an answer goes to the peer that was heard last. */
  void say(ZmqMessage message);

  /** The next message, or null if none comes in time. */
  @Nullable ZmqMessage hear(Duration patience);

  /** Something else happens to it, which wakes an implementation that has fallen asleep. */
  default void nudge() {}

  /** It has lost its connection to the other and has it again. */
  default void reconnected() {}

  @Override
  void close();

  /** Whether the type can send to a peer. */
  static boolean speaks(SocketType type) {
    return switch (type) {
      case PULL, SUB, XSUB, GATHER, DISH -> false;
      default -> true;
    };
  }

  /**
   * Whether the type can receive from a peer; an XPUB's upstream messages have a test of theirs.
   */
  static boolean listens(SocketType type) {
    return switch (type) {
      case PUSH, PUB, XPUB, SCATTER, RADIO -> false;
      default -> true;
    };
  }

  /** Whether the type only answers, so that the other side has to begin. */
  static boolean answers(SocketType type, SocketType peer) {
    return switch (type) {
      case REP, SERVER -> true;
      case ROUTER -> peer != SocketType.ROUTER;
      default -> false;
    };
  }

  /** Whether what comes before a subscription is lost. */
  static boolean fansOut(SocketType type) {
    return type == SocketType.PUB || type == SocketType.XPUB || type == SocketType.RADIO;
  }

  /** Whether a message has one frame only. */
  static boolean isSingleFrame(SocketType type) {
    return switch (type) {
      case CLIENT, SERVER, SCATTER, GATHER, PEER, CHANNEL, RADIO, DISH -> true;
      default -> false;
    };
  }

  /** Whether an empty frame ends an envelope, which REQ and REP add and take away. */
  static boolean hasEnvelope(SocketType type, SocketType peer) {
    return (type == SocketType.DEALER && peer == SocketType.REP)
        || (type == SocketType.ROUTER && peer == SocketType.REQ);
  }

  /** Names the two sides of a pair of ROUTERs, which must know each other's. */
  static String nameOf(boolean ours) {
    return ours ? "us" : "them";
  }
}
