package reactor.zmtp.samples.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.ZmqMessage;

/**
 * Prints messages as lines. One that is the last for now is flushed at once, many are flushed
 * together.
 */
final class LineOutput {

  private static final int ENOUGH = 64 * 1024;
  private static final int PREFETCH = 64;

  private final OutputStream out;
  private final LineFormat format;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream(2 * ENOUGH);
  private final AtomicLong arrived = new AtomicLong();
  private long printed;

  LineOutput(OutputStream out, LineFormat format) {
    this.out = out;
    this.format = format;
  }

  /** Prints all of them; a reader of the output that is slow slows them down. */
  Mono<Void> print(Flux<ZmqMessage> messages) {
    return messages
        .doOnNext(message -> arrived.incrementAndGet())
        .publishOn(Schedulers.boundedElastic(), PREFETCH)
        .doOnNext(this::print)
        .then();
  }

  private void print(ZmqMessage message) {
    format.print(message, lines);
    printed++;
    if (printed == arrived.get() || lines.size() >= ENOUGH) {
      flush();
    }
  }

  private void flush() {
    try {
      lines.writeTo(out);
      out.flush();
    } catch (IOException failure) {
      throw Exceptions.propagate(
          new IOException("standard output: " + failure.getMessage(), failure));
    }
    lines.reset();
  }
}
