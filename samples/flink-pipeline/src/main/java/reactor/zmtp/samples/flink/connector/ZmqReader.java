package reactor.zmtp.samples.flink.connector;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqContext;

/** Reads splits in turn. All but the futures is the task's thread's. */
final class ZmqReader<T> implements SourceReader<T, ZmqSplit> {

  private final SourceReaderContext context;
  private final Inlet.Factory factory;
  private final int ahead;
  private final DeserializationSchema<T> schema;
  private final OperatorIOMetricGroup metrics;

  private final List<ZmqSplit> restored = new ArrayList<>(); // before it is started
  private final List<SplitReading<T>> readings = new ArrayList<>();
  private final List<Inlet> ended = new ArrayList<>();
  private final NavigableMap<Long, List<ZmqSplit>> checkpoints = new TreeMap<>();

  private CompletableFuture<Void> changed = new CompletableFuture<>();
  private CompletableFuture<Void> available = changed;
  private @Nullable ZmqContext zmq;
  private boolean all;
  private int turn;

  ZmqReader(
      SourceReaderContext context,
      Inlet.Factory factory,
      int ahead,
      DeserializationSchema<T> schema) {
    this.context = context;
    this.factory = factory;
    this.ahead = ahead;
    this.schema = schema;
    this.metrics = context.metricGroup().getIOMetricGroup();
  }

  @Override
  public void start() {
    try {
      schema.open(new SchemaContext(context));
    } catch (Exception e) {
      throw new IllegalStateException("the schema does not open: " + schema, e);
    }
    zmq = ZmqContext.builder().ioThreads(1).build();
    open(zmq, restored);
  }

  @Override
  public void addSplits(List<ZmqSplit> splits) {
    if (zmq == null) {
      restored.addAll(splits);
    } else {
      open(zmq, splits);
    }
  }

  private void open(ZmqContext zmq, List<ZmqSplit> splits) {
    for (ZmqSplit split : splits) {
      Inlet inlet = factory.open(zmq, split, ahead);
      readings.add(new SplitReading<>(inlet, schema, metrics));
      context
          .metricGroup()
          .addGroup("split", split.splitId())
          .gauge("position", () -> inlet.split().position());
    }
    changed.complete(null);
  }

  @Override
  public void notifyNoMoreSplits() {
    all = true;
    changed.complete(null);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<T> output) throws IOException {
    for (int tried = readings.size(); tried > 0; tried--) {
      turn = turn < readings.size() ? turn : 0;
      SplitReading<T> reading = readings.get(turn);
      if (reading.next(output)) {
        turn++;
        return InputStatus.MORE_AVAILABLE;
      }
      if (reading.inlet().isEnded()) {
        reading.release(output);
        ended.add(readings.remove(turn).inlet());
      } else {
        turn++;
      }
    }
    return all && readings.isEmpty() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
  }

  /** Flink waits for the one it has until it completes: there must be no other before. */
  @Override
  public CompletableFuture<Void> isAvailable() {
    if (available.isDone()) {
      changed = new CompletableFuture<>();
      available =
          CompletableFuture.allOf(
              CompletableFuture.anyOf(
                  Stream.concat(Stream.of(changed), inlets().map(Inlet::whenReadable))
                      .toArray(CompletableFuture<?>[]::new)));
    }
    return available;
  }

  private Stream<Inlet> inlets() {
    return readings.stream().map(SplitReading::inlet);
  }

  @Override
  public List<ZmqSplit> snapshotState(long checkpointId) {
    List<ZmqSplit> splits = new ArrayList<>(restored.size());
    if (zmq == null) {
      splits.addAll(restored);
    }
    Stream.concat(inlets(), ended.stream()).map(Inlet::split).forEach(splits::add);
    checkpoints.put(checkpointId, splits);
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    List<ZmqSplit> complete = checkpoints.get(checkpointId);
    if (complete != null) {
      Stream.concat(inlets(), ended.stream()).forEach(inlet -> acknowledge(inlet, complete));
    }
    checkpoints.headMap(checkpointId, true).clear();
  }

  private static void acknowledge(Inlet inlet, List<ZmqSplit> complete) {
    String splitId = inlet.split().splitId();
    complete.stream()
        .filter(split -> split.splitId().equals(splitId))
        .forEach(split -> inlet.acknowledge(split.position()));
  }

  @Override
  public void close() {
    List<Inlet> every = Stream.concat(inlets(), ended.stream()).toList();
    awaitAcknowledged(every);
    every.forEach(Inlet::end);
    if (zmq != null) {
      zmq.close();
    }
  }

  /** The last acknowledgement comes just before the end: those who wait for it should have it. */
  private static void awaitAcknowledged(List<Inlet> every) {
    try {
      CompletableFuture.allOf(
              every.stream().map(Inlet::whenAcknowledged).toArray(CompletableFuture<?>[]::new))
          .get(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // They are not there: after the next start they have it.
    }
  }
}
