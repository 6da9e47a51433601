package reactor.zmtp.socket;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;

/** Receiving half of a socket, as its base sees it. Confined to the event loop. */
interface Intake {

  /** The subscriber there may be, for a half that has one. */
  default @Nullable Inbound<?> inbound() {
    return null;
  }

  /** Returns whether the message was delivered; if not, it waits in its pipe. */
  boolean deliver(Pipe pipe, DefaultMessage message);

  /** A message waits in its pipe. */
  void queued(Pipe pipe);

  /** Whether nothing waits, and nothing that was delivered is still being dealt with. */
  default boolean isIdle() {
    return true;
  }

  /** How many messages are requested and not delivered. */
  default long demand() {
    return 0;
  }

  /** Takes no new subscriber; called from any thread. */
  void refuse();

  /** The socket is going: nothing more is delivered. */
  void close();

  /** Discards what is queued; returns how many messages that were. */
  long abandon();

  long received();

  long waiting();

  long mostWaiting();
}
