package reactor.zmtp.samples.flink.connector;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import reactor.core.publisher.Mono;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/**
 * Sink to sockets: at least once, as far as the operating system. What was given to it before a
 * checkpoint is written before that is complete; what came after the last one is sent again after a
 * failure. A PUB drops what nobody has subscribed to.
 *
 * @param <T> the values
 */
public final class ZmqSink<T> implements Sink<T> {

  private static final long serialVersionUID = 1;

  private final Opening opening;
  private final Encoding<T> encoding;
  private final Duration patience;

  private ZmqSink(Opening opening, Encoding<T> encoding, Duration patience) {
    this.opening = opening;
    this.encoding = encoding;
    this.patience = patience;
  }

  /**
   * Sends each value as a message, through one socket in each task.
   *
   * @param <T> the values
   * @param opening opens a PUSH, a PUB, or another socket that sends
   * @param encoding makes a message of a value
   * @return a sink that waits 30 s for its peers
   */
  public static <T> ZmqSink<T> to(Opening opening, Encoding<T> encoding) {
    return new ZmqSink<>(opening, encoding, Duration.ofSeconds(30));
  }

  /**
   * How long a checkpoint waits until all is written. When it is over the task fails, and says
   * whether there is a peer. Default: 30 s.
   *
   * @param patience shorter than Flink's own time-out, which says less
   * @return a new sink
   */
  public ZmqSink<T> patience(Duration patience) {
    return new ZmqSink<>(opening, encoding, patience);
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new ZmqWriter<>(opening, encoding, patience, context.metricGroup());
  }

  /** Opens a socket where a task runs. */
  @FunctionalInterface
  public interface Opening extends Serializable {

    /**
     * Opens a socket, such as {@code zmq -> zmq.push().connect("tcp://store:5558").open()}.
     *
     * @param zmq the task's context
     * @return the socket; one that binds needs an endpoint for each task
     */
    Mono<? extends SendingSocket> open(ZmqContext zmq);
  }

  /**
   * Makes a message of a value.
   *
   * @param <T> the values
   */
  @FunctionalInterface
  public interface Encoding<T> extends Serializable {

    /**
     * Makes a message; of two frames for a PUB, the first of which is the topic.
     *
     * @param value the value
     * @return the message
     */
    ZmqMessage encode(T value);
  }
}
