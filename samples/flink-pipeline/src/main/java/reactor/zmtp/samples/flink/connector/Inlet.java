package reactor.zmtp.samples.flink.connector;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** What comes of one split. One thread uses it, none of the methods blocks. */
interface Inlet {

  /** The next message; null if none waits. */
  @Nullable ZmqMessage poll();

  /** The same future until it completes: when a message waits, or none will come. */
  CompletableFuture<Void> whenReadable();

  /** Whether all of the split was polled. */
  boolean isEnded();

  /** No more is wanted. */
  void end();

  /** How far it is polled. */
  ZmqSplit split();

  /** All before the position is in a complete checkpoint. */
  void acknowledge(long position);

  /** When it is written that they are acknowledged: never, if there is nobody. */
  CompletableFuture<Void> whenAcknowledged();

  /** Makes inlets where a task runs. */
  interface Factory extends Serializable {
    Inlet open(ZmqContext zmq, ZmqSplit split, int ahead);
  }
}
