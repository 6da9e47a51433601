package reactor.zmtp.test.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What is taken for a buffer left behind, and what is not. */
class BufferWatchTest {

  private static final int WATCHES = 20_000;

  @Test
  void aBufferMayBeReleasedAfterTheWatchHasEnded() {
    BufferWatch.begin();
    ByteBuf late = ByteBufAllocator.DEFAULT.directBuffer(1);
    List<String> reports = new ArrayList<>();
    BufferWatch.end(reports::add);

    assertThat(late.release()).isTrue(); // Netty asserts that it was known
    assertThat(reports).hasSize(1);
  }

  @Test
  void aBufferThatIsAllocatedJustAsTheWatchEndsIsNotReported() {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Void> busy =
        CompletableFuture.runAsync(
            () -> {
              while (!over.get()) {
                ByteBufAllocator.DEFAULT.directBuffer(1).release();
              }
            });
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
