package reactor.zmtp.test.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is taken for a buffer left behind, and what is not. */
class BufferWatchTest {

  private static final int WATCHES = 20_000;

  @Test
  void aBufferThatIsAllocatedJustAsTheWatchEndsIsNotReported() throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    Thread busy =
        new Thread(
            () -> {
              while (!over.get()) {
                ByteBufAllocator.DEFAULT.directBuffer(1).release();
              }
            });
    busy.start();
    List<String> reports = new ArrayList<>();
    for (int i = 0; i < WATCHES; i++) {
      BufferWatch.begin();
      BufferWatch.end(reports::add);
    }
    over.set(true);
    busy.join();

    assertThat(reports).isEmpty();
  }
}
