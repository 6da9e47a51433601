package reactor.zmtp.samples.flink.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import reactor.zmtp.ZmqMessage;

/** Numbers messages and keeps them until the next checkpoint, which takes them. */
final class BatchWriter<T> implements CommittingSinkWriter<T, Batch> {

  private final String generation = UUID.randomUUID().toString();
  private final ZmqSink.Encoding<T> encoding;
  private final SinkWriterMetricGroup metrics;
  private final List<ZmqMessage> messages = new ArrayList<>();
  private long first;

  BatchWriter(ZmqSink.Encoding<T> encoding, SinkWriterMetricGroup metrics) {
    this.encoding = encoding;
    this.metrics = metrics;
  }

  @Override
  public void write(T value, Context context) {
    ZmqMessage message = encoding.encode(value);
    messages.add(message);
    metrics.getNumRecordsSendCounter().inc();
    metrics.getNumBytesSendCounter().inc(message.byteSize());
  }

  @Override
  public void flush(boolean endOfInput) {
    // All of it goes with the checkpoint.
  }

  @Override
  public List<Batch> prepareCommit() {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += Batch.SIZE) {
      int to = Math.min(from + Batch.SIZE, messages.size());
      batches.add(new Batch(generation, first + from, List.copyOf(messages.subList(from, to))));
    }
    first += messages.size();
    messages.clear();
    return batches;
  }

  @Override
  public void close() {
    // It holds no more than its messages.
  }
}
