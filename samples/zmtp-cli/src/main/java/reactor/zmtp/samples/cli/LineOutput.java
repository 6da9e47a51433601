package reactor.zmtp.samples.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.ZmqMessage;

/**
 * Prints messages as lines. Messages come on an event loop and writing blocks, so a thread of its
 * own writes whatever lines there are, and flushes them, as often as there are any. While there are
 * enough no message is requested.
 */
final class LineOutput extends BaseSubscriber<ZmqMessage> {

  private static final int ENOUGH = 64 * 1024;

  private final LineFormat format;
  private final OutputStream out;
  private final MonoSink<Void> end;

  // guarded by this
  private ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private ByteArrayOutputStream spare = new ByteArrayOutputStream();
  private boolean enough;
  private boolean writing;
  private boolean complete;
  private @Nullable Throwable failure;

  private LineOutput(LineFormat format, OutputStream out, MonoSink<Void> end) {
    this.format = format;
    this.out = out;
    this.end = end;
  }

  /** Prints all of them; a reader of the output that is slow slows them down. */
  static Mono<Void> print(Flux<ZmqMessage> messages, LineFormat format, OutputStream out) {
    return Mono.create(
        end -> {
          LineOutput output = new LineOutput(format, out, end);
          end.onDispose(output);
          messages.subscribe(output);
        });
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    request(1);
  }

  @Override
  protected void hookOnNext(ZmqMessage message) {
    if (add(message)) {
      request(1);
    }
  }

  /** Whether there may be another one at once. */
  private synchronized boolean add(ZmqMessage message) {
    format.print(message, lines);
    enough = lines.size() >= ENOUGH;
    write();
    return !enough;
  }

  @Override
  protected synchronized void hookOnComplete() {
    complete = true;
    write();
  }

  @Override
  protected synchronized void hookOnError(Throwable failure) {
    this.failure = failure;
    write();
  }

  private void write() {
    if (!writing) {
      writing = true;
      Schedulers.boundedElastic().schedule(this::writeAll);
    }
  }

  private void writeAll() {
    try {
      for (ByteArrayOutputStream some = next(); some != null; some = next()) {
        some.writeTo(out);
        out.flush();
        recycle(some);
      }
    } catch (IOException failure) {
      cancel();
      end.error(new IOException("standard output: " + failure.getMessage(), failure));
    }
  }

  /** The lines there are, or null when there are none. */
  private @Nullable ByteArrayOutputStream next() {
    ByteArrayOutputStream some;
    boolean resume;
    synchronized (this) {
      some = lines;
      if (some.size() == 0) {
        writing = false;
        end();
        return null;
      }
      lines = spare;
      resume = enough;
      enough = false;
    }
    if (resume) {
      request(1);
    }
    return some;
  }

  private synchronized void recycle(ByteArrayOutputStream written) {
    written.reset();
    spare = written;
  }

  private void end() {
    if (failure != null) {
      end.error(failure);
    } else if (complete) {
      end.success();
    }
  }
}
