package reactor.zmtp.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.zmtp.ZmqMessage;

class LineOutputTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void aMessageThatIsTheLastForNowIsFlushedAtOnce() throws InterruptedException {
    BlockingQueue<String> flushed = new LinkedBlockingQueue<>();
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            flushed.add(toString(UTF_8));
            reset();
          }
        };
    Sinks.Many<ZmqMessage> messages = Sinks.many().unicast().onBackpressureBuffer();
    LineOutput.print(messages.asFlux(), LineFormat.TEXT, out).subscribe();

    messages.tryEmitNext(ZmqMessage.of("a"));
    assertThat(flushed.poll(10, TimeUnit.SECONDS)).isEqualTo("a\n");
    messages.tryEmitNext(ZmqMessage.of("b", "c"));
    assertThat(flushed.poll(10, TimeUnit.SECONDS)).isEqualTo("b\tc\n");
  }

  @Test
  void manyMessagesAreFlushedTogetherAndAllArrive() {
    AtomicInteger flushes = new AtomicInteger();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            flushes.incrementAndGet();
          }
        };

    StepVerifier.create(
            LineOutput.print(
                Flux.range(0, 100_000).map(i -> ZmqMessage.of("message " + i)),
                LineFormat.TEXT,
                out))
        .expectComplete()
        .verify(SOON);

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            IntStream.range(0, 100_000)
                .mapToObj(i -> "message " + i + "\n")
                .collect(Collectors.joining()));
    assertThat(flushes.get()).isLessThan(50_000);
  }

  @Test
  void anOutputNobodyReadsIsAFailure() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };

    StepVerifier.create(
            LineOutput.print(Flux.just(ZmqMessage.of("a")).repeat(), LineFormat.TEXT, closed))
        .expectErrorMessage("standard output: Broken pipe")
        .verify(SOON);
  }

  @Test
  void anOutputThatIsNotReadStopsTheDemand() throws Exception {
    AtomicLong requested = new AtomicLong();
    Flux<ZmqMessage> endless =
        Flux.just(ZmqMessage.of("x".repeat(1000))).repeat().doOnRequest(requested::addAndGet);
    CountDownLatch stalled = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    OutputStream slow =
        new ByteArrayOutputStream() {
          @Override
          public void flush() throws IOException {
            stalled.countDown();
            try {
              release.await();
            } catch (InterruptedException interrupted) {
              throw new IOException(interrupted);
            }
            throw new IOException("closed");
          }
        };

    CompletableFuture<Void> end =
        LineOutput.print(endless, LineFormat.TEXT, slow)
            .subscribeOn(Schedulers.boundedElastic())
            .toFuture();
    stalled.await();
    release.countDown();

    assertThat(end).failsWithin(SOON).withThrowableThat().withMessageContaining("closed");
    assertThat(requested.get()).as("messages of 1,000 bytes").isLessThan(1000);
  }
}
