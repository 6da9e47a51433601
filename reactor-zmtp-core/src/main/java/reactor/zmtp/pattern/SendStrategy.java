package reactor.zmtp.pattern;

import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/** Outgoing routing: which peers a message goes to, and what happens if they cannot take it. */
public interface SendStrategy {

  /**
   * The most messages that a publisher is asked for before the channels have had a turn, where no
   * high-water mark says how many: enough for one that is hot.
   */
  int LARGEST_WINDOW = 1024;

  void add(Pipe pipe);

  /** Removes a peer that went. What was not written to it is still in its pipe. */
  void remove(Pipe pipe);

  /**
   * Sends a message, or drops it where that is the rule of the socket type; the listener is called
   * either way. Returns false if there is no room now: the message is to be offered again.
   *
   * @throws reactor.zmtp.ZmqException if the message cannot be sent, now or later
   */
  boolean offer(DefaultMessage message, WriteListener listener);

  /**
   * How many messages may be waiting for all peers together; demand is given accordingly. With 0
   * publishers are not asked for anything.
   */
  long capacity();

  /**
   * How many messages are waiting for peers that can take none now, while others can. A peer that
   * is not there yet counts as one that can if {@code roomElsewhere} says so.
   */
  default long stuck(boolean roomElsewhere) {
    return 0;
  }

  /**
   * Whether a full peer loses messages. If so, a publisher is asked for more as soon as its
   * messages have been dealt out; if not, when they have been written.
   */
  default boolean drops() {
    return false;
  }

  /**
   * Whether a message may be over as soon as it was offered, so that publishers can go on for ever
   * without any byte being written. If so, they are asked for more only after the channels have had
   * a turn.
   */
  default boolean yields() {
    return drops();
  }

  /**
   * Whether a message that must wait holds up all that come after it; if not, those for other peers
   * pass it.
   */
  default boolean holdsUp() {
    return true;
  }

  /**
   * Whether what was not written to a peer that went is to be offered again, and may go to another;
   * if not, it is dropped.
   */
  default boolean reroutes() {
    return false;
  }

  // Messages that no publisher published: requests and replies.

  /**
   * Sends what waits in here for room, and returns whether there is more to send and room for it.
   */
  default boolean sendWaiting() {
    return false;
  }

  /** How many messages are in here, or in a pipe, and not written. */
  default long waiting() {
    return 0;
  }

  /** How many such messages have been written. */
  default long sent() {
    return 0;
  }

  /** Takes nothing more: the socket is going. */
  default void stop() {}

  /** The socket is gone: what is waiting, and has been counted, is not written any more. */
  default void abandon() {}
}
