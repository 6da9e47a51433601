package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeginningsTest {

  private static final Executor NEW_THREAD = task -> new Thread(task).start();

  @ParameterizedTest
  @CsvSource({
    "1, 1024",
    "1024, 1024",
    "1025, 2048",
    "2048, 2048",
    "2049, 4096",
    "32769, 65536",
    "65536, 65536"
  })
  void anArrayIsTheSmallestPowerOfTwoThatIsEnough(int bytes, int length) {
    assertThat(taken(bytes)).hasSize(length);
  }

  @Test
  void whatIsGivenBackIsTakenAgain() {
    byte[] array = Beginnings.take(3000);
    Beginnings.giveBack(array);

    assertThat(Beginnings.take(4096)).isSameAs(array);
  }

  @Test
  void whatIsTakenIsNotTakenOnceMore() {
    assertThat(Beginnings.take(3000)).isNotSameAs(Beginnings.take(3000));
  }

  @Test
  void whatIsGivenBackStaysWithItsThread() {
    byte[] array = Beginnings.take(3000);
    Beginnings.giveBack(array);

    assertThat(taken(3000)).isNotSameAs(array);
  }

  /** By a thread that has none yet. */
  private static byte[] taken(int bytes) {
    return CompletableFuture.supplyAsync(() -> Beginnings.take(bytes), NEW_THREAD).join();
  }
}
