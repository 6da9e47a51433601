package reactor.zmtp.samples.cli;

import java.time.Duration;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.zmtp.ZmqMessage;

/** Takes the time from the first message to the last, with no limit to its demand. */
final class Stopwatch extends BaseSubscriber<ZmqMessage> {

  private final MonoSink<Duration> result;
  private final int size;
  private final int count;
  private int received;
  private long start;

  private Stopwatch(MonoSink<Duration> result, int size, int count) {
    this.result = result;
    this.size = size;
    this.count = count;
  }

  static Mono<Duration> time(Flux<ZmqMessage> messages, int size, int count) {
    return Mono.create(
        result -> {
          Stopwatch stopwatch = new Stopwatch(result, size, count);
          result.onDispose(stopwatch);
          messages.subscribe(stopwatch);
        });
  }

  @Override
  protected void hookOnNext(ZmqMessage message) {
    PerfCommand.check(message, size);
    if (received++ == 0) {
      start = System.nanoTime();
    }
    if (received == count) {
      result.success(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  @Override
  protected void hookOnError(Throwable failure) {
    result.error(failure);
  }
}
