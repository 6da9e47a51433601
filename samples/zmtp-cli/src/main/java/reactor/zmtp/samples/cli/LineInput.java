package reactor.zmtp.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.ZmqMessage;

/** Messages out of the lines of a stream, read no further than they are requested. */
final class LineInput {

  /** So many lines are read ahead: by that an empty input is known before there is a peer. */
  private static final int READ_AHEAD = 32;

  private final LineReader reader;
  private final LineFormat format;
  private final Sinks.Empty<Void> end = Sinks.empty();
  private volatile boolean ending;
  private volatile boolean waiting;

  LineInput(InputStream in, LineFormat format, long maxLength) {
    this.reader = new LineReader(in, maxLength);
    this.format = format;
  }

  /**
   * The messages; a line that is none fails them. Reading blocks, so it has a thread of its own.
   */
  Flux<ZmqMessage> messages() {
    return Flux.generate(this::next)
        .subscribeOn(Schedulers.boundedElastic())
        .takeUntilOther(end.asMono())
        .publishOn(Schedulers.immediate(), READ_AHEAD);
  }

  /** Takes what is there already and waits for no more. */
  void endWhenIdle() {
    ending = true;
    if (waiting) {
      end.tryEmitEmpty();
    }
  }

  private void next(SynchronousSink<ZmqMessage> sink) {
    try {
      byte @Nullable [] line = nextLine();
      if (line == null) {
        sink.complete();
      } else {
        sink.next(format.parse(line));
      }
    } catch (IOException | IllegalArgumentException failure) {
      sink.error(
          new IOException(
              "standard input, line " + reader.lineNumber() + ": " + failure.getMessage(),
              failure));
    }
  }

  private byte @Nullable [] nextLine() throws IOException {
    if (!reader.wouldBlock()) {
      return reader.next();
    }
    waiting = true; // set before ending is looked at, as endWhenIdle() does it the other way round
    try {
      return ending ? reader.unfinished() : reader.next();
    } finally {
      waiting = false;
    }
  }
}
