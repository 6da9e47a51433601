package reactor.zmtp.samples.flink.connector;

import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import reactor.core.publisher.Flux;

/**
 * Source of what sockets receive. Each split is a socket of its own, in the task that it is
 * assigned to; the schema makes values of the last frame of each message. Flink's backpressure is
 * the socket's: no more is requested than {@link #ahead} messages before those that Flink has
 * taken, what comes beyond that waits with those who send.
 *
 * <p>A split ends when its messages complete, and at the value of which the schema says {@code
 * isEndOfStream}.
 *
 * @param <T> the values
 */
public final class ZmqSource<T>
    implements Source<T, ZmqSplit, List<ZmqSplit>>, ResultTypeQueryable<T> {

  /** Most messages of a split that wait in a task, if nothing else is said: 1024. */
  public static final int AHEAD = 1024;

  private static final long serialVersionUID = 1;

  private final Inlet.Factory inlets;
  private final DeserializationSchema<T> schema;
  private final String[] splits;
  private final Boundedness boundedness;
  private final int ahead;

  private ZmqSource(
      Inlet.Factory inlets,
      DeserializationSchema<T> schema,
      String[] splits,
      Boundedness boundedness,
      int ahead) {
    this.inlets = inlets;
    this.schema = schema;
    this.splits = splits;
    this.boundedness = boundedness;
    this.ahead = ahead;
  }

  /**
   * Reads what nobody keeps, such as SUB and PULL sockets: at most once. After a failure the
   * sockets are opened anew; what was received after the last checkpoint is lost, and so is what
   * was published meanwhile to a SUB.
   *
   * @param <T> the values
   * @param messages receives the messages of a split
   * @param schema makes values of messages
   * @param splits endpoints or topics, one or more
   * @return a source without an end
   */
  public static <T> ZmqSource<T> of(
      SplitMessages messages, DeserializationSchema<T> schema, String... splits) {
    return of(messages, Long.MAX_VALUE, schema, splits, Boundedness.CONTINUOUS_UNBOUNDED);
  }

  /**
   * Reads so many messages of each split, at most once, as {@link #of}. A message that a failure
   * loses is waited for in vain: then another must come for it.
   *
   * @param <T> the values
   * @param count how many of each split
   * @param messages receives the messages of a split
   * @param schema makes values of messages
   * @param splits endpoints or topics, one or more
   * @return a source with an end
   */
  public static <T> ZmqSource<T> until(
      long count, SplitMessages messages, DeserializationSchema<T> schema, String... splits) {
    return of(messages, count, schema, splits, Boundedness.BOUNDED);
  }

  private static <T> ZmqSource<T> of(
      SplitMessages messages,
      long count,
      DeserializationSchema<T> schema,
      String[] splits,
      Boundedness boundedness) {
    return new ZmqSource<>(
        (zmq, split, ahead) ->
            new PlainInlet(
                split,
                split.ended()
                    ? Flux.empty()
                    : Flux.from(messages.of(zmq, split.splitId())).take(count - split.position()),
                ahead),
        schema,
        splits.clone(),
        boundedness,
        AHEAD);
  }

  /**
   * Reads from {@link ReplayPublisher}s, or whoever speaks as they do: with Flink's checkpoints,
   * the effect of each message on the state of the job is exactly once. A message is acknowledged
   * when the checkpoint that contains it is complete, and replayed after a failure before that.
   *
   * @param <T> the values
   * @param schema makes values of messages
   * @param endpoints the publishers' endpoints, one or more
   * @return a source that ends when all publishers have
   */
  public static <T> ZmqSource<T> acknowledged(
      DeserializationSchema<T> schema, String... endpoints) {
    return new ZmqSource<>(
        AcknowledgedInlet::new, schema, endpoints.clone(), Boundedness.CONTINUOUS_UNBOUNDED, AHEAD);
  }

  /**
   * Promises Flink that the source ends: by an end message, or because its messages complete.
   *
   * @return a source that may be part of a batch job
   */
  public ZmqSource<T> bounded() {
    return new ZmqSource<>(inlets, schema, splits, Boundedness.BOUNDED, ahead);
  }

  /**
   * How many messages of each split may wait in a task; half of them are requested at once. More of
   * them cost fewer changes between threads, fewer are less to wait for behind a slow operator.
   * Default: {@link #AHEAD}.
   *
   * @param ahead 1 or more
   * @return a new source
   */
  public ZmqSource<T> ahead(int ahead) {
    return new ZmqSource<>(inlets, schema, splits, boundedness, ahead);
  }

  @Override
  public Boundedness getBoundedness() {
    return boundedness;
  }

  @Override
  public SplitEnumerator<ZmqSplit, List<ZmqSplit>> createEnumerator(
      SplitEnumeratorContext<ZmqSplit> context) {
    return new ZmqEnumerator(context, Stream.of(splits).map(ZmqSplit::of).toList());
  }

  @Override
  public SplitEnumerator<ZmqSplit, List<ZmqSplit>> restoreEnumerator(
      SplitEnumeratorContext<ZmqSplit> context, List<ZmqSplit> unassigned) {
    return new ZmqEnumerator(context, unassigned);
  }

  @Override
  public SourceReader<T, ZmqSplit> createReader(SourceReaderContext context) {
    return new ZmqReader<>(context, inlets, ahead, schema);
  }

  @Override
  public SimpleVersionedSerializer<ZmqSplit> getSplitSerializer() {
    return new SplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<List<ZmqSplit>> getEnumeratorCheckpointSerializer() {
    return new SplitListSerializer();
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return schema.getProducedType();
  }
}
