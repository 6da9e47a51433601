package reactor.zmtp.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.ZmqMessage;

/** Messages out of the lines of a stream, read no further than they are requested. */
final class LineInput {

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
   * The first line is read without demand: that an input is empty is known before there is a peer.
   */
  Flux<ZmqMessage> messages() {
    return Mono.fromCallable(this::next)
        .subscribeOn(Schedulers.boundedElastic())
        .flatMapMany(this::andTheRest)
        .takeUntilOther(end.asMono());
  }

  private Flux<ZmqMessage> andTheRest(ZmqMessage first) {
    return Flux.<ZmqMessage>generate(
            rest -> {
              try {
                ZmqMessage message = next();
                if (message == null) {
                  rest.complete();
                } else {
                  rest.next(message);
                }
              } catch (IOException failure) {
                rest.error(failure);
              }
            })
        .subscribeOn(Schedulers.boundedElastic())
        .startWith(first);
  }

  /** Takes what is there already and waits for no more. */
  void endWhenIdle() {
    ending = true;
    if (waiting) {
      end.tryEmitEmpty();
    }
  }

  private @Nullable ZmqMessage next() throws IOException {
    try {
      byte @Nullable [] line = nextLine();
      return line == null ? null : format.parse(line);
    } catch (IOException | IllegalArgumentException failure) {
      throw new IOException(
          "standard input, line " + reader.lineNumber() + ": " + failure.getMessage(), failure);
    }
  }

  private byte @Nullable [] nextLine() throws IOException {
    if (!reader.wouldBlock()) {
      return reader.next();
    }
    waiting = true; // set before ending is looked at, as endWhenIdle() does it the other way round
    try {
      return ending ? reader.unfinished() : reader.next();
    } catch (InterruptedIOException cancelled) { // some streams notice
      return null;
    } finally {
      waiting = false;
    }
  }
}
