package reactor.zmtp.samples.flink.connector;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqMessage;

/** Makes values of what comes of one split. */
final class SplitReading<T> implements Collector<T> {

  private final Inlet inlet;
  private final DeserializationSchema<T> schema;
  private final OperatorIOMetricGroup metrics;
  private @Nullable SourceOutput<T> out;

  SplitReading(Inlet inlet, DeserializationSchema<T> schema, OperatorIOMetricGroup metrics) {
    this.inlet = inlet;
    this.schema = schema;
    this.metrics = metrics;
  }

  Inlet inlet() {
    return inlet;
  }

  /** Delivers a message; false if none waits. */
  boolean next(ReaderOutput<T> output) throws IOException {
    ZmqMessage message = inlet.poll();
    if (message == null) {
      return false;
    }
    if (out == null) {
      out = output.createOutputForSplit(inlet.split().splitId());
    }
    byte[] bytes = message.bytes(message.size() - 1);
    metrics.getNumRecordsInCounter().inc();
    metrics.getNumBytesInCounter().inc(bytes.length);
    schema.deserialize(bytes, this);
    return true;
  }

  /** What the schema makes of a message. */
  @Override
  public void collect(T value) {
    if (schema.isEndOfStream(value)) {
      inlet.end();
    } else {
      Objects.requireNonNull(out).collect(value);
    }
  }

  void release(ReaderOutput<T> output) {
    output.releaseOutputForSplit(inlet.split().splitId());
    out = null;
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
