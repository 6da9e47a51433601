package reactor.zmtp.samples.flink.connector;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import reactor.zmtp.OfferedMessages;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** Writes to one socket. It blocks the task when there is no room: so Flink knows. */
final class ZmqWriter<T> implements SinkWriter<T> {

  private static final int CAPACITY = 256;

  private final ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();
  private final ZmqSink.Encoding<T> encoding;
  private final Duration patience;
  private final SinkWriterMetricGroup metrics;
  private final OfferedMessages messages;

  ZmqWriter(
      ZmqSink.Opening opening,
      ZmqSink.Encoding<T> encoding,
      Duration patience,
      SinkWriterMetricGroup metrics) {
    this.encoding = encoding;
    this.patience = patience;
    this.metrics = metrics;
    this.messages = OfferedMessages.to(opened(opening), CAPACITY);
  }

  private SendingSocket opened(ZmqSink.Opening opening) {
    try {
      SendingSocket socket = opening.open(zmq).block(patience);
      if (socket == null) {
        throw new IllegalArgumentException("the sink's socket is none: its Mono was empty");
      }
      return socket;
    } catch (RuntimeException e) {
      zmq.dispose();
      throw e;
    }
  }

  @Override
  public void write(T value, Context context) throws IOException, InterruptedException {
    ZmqMessage message = encoding.encode(value);
    while (!messages.offer(message)) {
      await(messages.whenWritable());
    }
    metrics.getNumRecordsSendCounter().inc();
    metrics.getNumBytesSendCounter().inc(message.byteSize());
  }

  @Override
  public void flush(boolean endOfInput) throws IOException, InterruptedException {
    await(messages.flush(patience).toFuture());
  }

  private static void await(CompletableFuture<Void> future)
      throws IOException, InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    messages.dispose();
    zmq.close();
  }
}
