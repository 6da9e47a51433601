package reactor.zmtp.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.zmtp.ZmqMessage;

class LineInputTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void eachLineIsAMessage() {
    StepVerifier.create(input("a\nb\tc\n").messages())
        .expectNext(ZmqMessage.of("a"), ZmqMessage.of("b", "c"))
        .expectComplete()
        .verify(SOON);
  }

  @Test
  void anEmptyInputEndsBeforeAnythingIsRequested() {
    StepVerifier.create(input("").messages(), 0).expectComplete().verify(SOON);
  }

  @Test
  void noMoreIsReadThanRequested() {
    AtomicLong read = new AtomicLong();
    InputStream endless =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
              target[i] = (byte) (read.incrementAndGet() % 100 == 0 ? '\n' : 'x');
            }
            return length;
          }
        };
    LineInput input = new LineInput(endless, LineFormat.TEXT, 1000);

    StepVerifier.create(input.messages(), 0)
        .thenRequest(10)
        .expectNextCount(10)
        .thenRequest(90)
        .expectNextCount(90)
        .thenCancel()
        .verify(SOON);

    assertThat(read.get()).as("bytes: 100 lines and what is read ahead").isLessThan(200_000);
  }

  @Test
  void aLineThatIsNoMessageIsToldWithItsNumber() {
    LineInput input = new LineInput(stream("00\nxy\n"), LineFormat.HEX, 1000);

    StepVerifier.create(input.messages())
        .expectNextCount(1)
        .expectErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("standard input, line 2: not hexadecimal"))
        .verify(SOON);
  }

  @Test
  void anIdleInputEndsAtOnceWhenNoMoreIsWaitedFor() throws IOException {
    try (PipedOutputStream out = new PipedOutputStream()) {
      LineInput input = new LineInput(new PipedInputStream(out), LineFormat.TEXT, 1000);
      out.write("a\n".getBytes(UTF_8));

      StepVerifier.create(input.messages())
          .expectNext(ZmqMessage.of("a"))
          .then(input::endWhenIdle)
          .expectComplete()
          .verify(SOON);
    }
  }

  @Test
  void whatTheInputHoldsIsTakenWhenNoMoreIsWaitedFor() throws IOException {
    try (PipedOutputStream out = new PipedOutputStream()) {
      LineInput input = new LineInput(new PipedInputStream(out), LineFormat.TEXT, 1000);
      out.write("a\nb\nc".getBytes(UTF_8));
      input.endWhenIdle();

      StepVerifier.create(input.messages())
          .expectNext(ZmqMessage.of("a"), ZmqMessage.of("b"), ZmqMessage.of("c"))
          .expectComplete()
          .verify(SOON);
    }
  }

  @Test
  void readingBlocksNobody() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    InputStream blocking =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            reading.countDown();
            try {
              release.await();
            } catch (InterruptedException interrupted) {
              throw new IllegalStateException(interrupted);
            }
            return -1;
          }
        };

    StepVerifier verifier =
        StepVerifier.create(new LineInput(blocking, LineFormat.TEXT, 1000).messages())
            .expectComplete()
            .verifyLater(); // subscribes, and comes back
    reading.await();
    release.countDown();
    verifier.verify(SOON);
  }

  private static LineInput input(String text) {
    return new LineInput(stream(text), LineFormat.TEXT, 1000);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
