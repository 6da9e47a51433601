package reactor.zmtp.loop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqException;

class IoUringLoopsTest {

  /** The library is on no class path of these tests: with it every loop would be of io_uring. */
  @Test
  void aContextThatLacksTheNativeLibraryIsNotBuiltAndSaysWhatItNeeds() {
    ZmqContext.Builder wanted = ZmqContext.builder().ioUring(true);

    assertThatThrownBy(wanted::build)
        .isInstanceOf(ZmqException.class)
        .hasMessageContaining("ioUring needs Linux")
        .hasMessageContaining("io.netty:netty-transport-native-io_uring");
  }
}
