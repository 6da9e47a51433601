package reactor.zmtp.samples.flink.connector;

import java.time.Duration;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Sink to a {@link ReplayReceiver}, which has each message's effect once. What was given to it goes
 * into the next checkpoint, with numbers, and is sent when that is complete, as often as it takes
 * to be acknowledged; by the numbers the receiver knows what it has had.
 *
 * <p>Messages are therefore late by a checkpoint's interval, and so many as come in one are in the
 * task's memory.
 *
 * @param <T> the values
 */
public final class AcknowledgedSink<T> implements Sink<T>, SupportsCommitter<Batch> {

  private static final long serialVersionUID = 1;

  private final String endpoint;
  private final ZmqSink.Encoding<T> encoding;
  private final Duration patience;

  private AcknowledgedSink(String endpoint, ZmqSink.Encoding<T> encoding, Duration patience) {
    this.endpoint = endpoint;
    this.encoding = encoding;
    this.patience = patience;
  }

  /**
   * Sends each value as a message, through one socket in each task.
   *
   * @param <T> the values
   * @param endpoint where the receiver is bound
   * @param encoding makes a message of a value
   * @return a sink that waits 30 s for the receiver
   */
  public static <T> AcknowledgedSink<T> to(String endpoint, ZmqSink.Encoding<T> encoding) {
    return new AcknowledgedSink<>(endpoint, encoding, Duration.ofSeconds(30));
  }

  /**
   * How long to wait until a batch of 1024 messages or less is acknowledged. When it is over the
   * task fails; started again it sends the same batch. Default: 30 s.
   *
   * @param patience shorter than Flink's own time-out of checkpoints, which says less
   * @return a new sink
   */
  public AcknowledgedSink<T> patience(Duration patience) {
    return new AcknowledgedSink<>(endpoint, encoding, patience);
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return new BatchWriter<>(encoding, context.metricGroup());
  }

  @Override
  public Committer<Batch> createCommitter(CommitterInitContext context) {
    return new BatchCommitter(endpoint, patience);
  }

  @Override
  public SimpleVersionedSerializer<Batch> getCommittableSerializer() {
    return new BatchSerializer();
  }
}
