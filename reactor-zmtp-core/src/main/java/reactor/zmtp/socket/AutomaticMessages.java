package reactor.zmtp.socket;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.Signals;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/**
 * Messages that a socket sends by itself: first to each peer (ZMQ_HELLO_MSG, ZMQ_PROBE_ROUTER), and
 * to its own application last of each (ZMQ_DISCONNECT_MSG, ZMQ_HICCUP_MSG).
 */
final class AutomaticMessages {

  /** Shows a ROUTER that this socket is there. */
  private static final DefaultMessage PROBE = new DefaultMessage(new byte[0]);

  private final @Nullable ZmqMessage hello;
  private final @Nullable Function<? super PeerMetadata, ? extends @Nullable ZmqMessage> madeHello;
  private final boolean probes;
  private final @Nullable ZmqMessage disconnect;
  private final @Nullable ZmqMessage hiccup;

  AutomaticMessages(Options options) {
    this.hello = options.get(Option.HELLO_MESSAGE);
    this.madeHello = options.get(Option.HELLO);
    // Over raw TCP an empty message ends the connection.
    this.probes = options.get(Option.PROBE_ROUTER) && !options.get(Option.RAW);
    this.disconnect = options.get(Option.DISCONNECT_MESSAGE);
    this.hiccup = options.get(Option.HICCUP_MESSAGE);
  }

  /** Before anything else is sent through the pipe. */
  void addTo(Pipe pipe, boolean accepted) {
    ZmqMessage first = hello(pipe.peer());
    if (first != null) {
      pipe.send((DefaultMessage) first, WriteListener.NOBODY);
    }
    if (probes) {
      pipe.send(PROBE, WriteListener.NOBODY);
    }
    ZmqMessage last = accepted ? disconnect : hiccup;
    if (last != null) {
      pipe.endWith(new DefaultMessage(last.bytes(0), pipe.peer()));
    }
  }

  private @Nullable ZmqMessage hello(PeerMetadata peer) {
    if (madeHello == null) {
      return hello;
    }
    try {
      return madeHello.apply(peer);
    } catch (Throwable t) {
      Signals.dropped(t);
      return null;
    }
  }
}
