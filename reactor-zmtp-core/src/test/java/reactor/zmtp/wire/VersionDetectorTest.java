package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolVersion;

/** Versions told by first bytes, as RFC 15 and RFC 23 say. */
class VersionDetectorTest {

  private static final String SIGNATURE = "ff 00 00 00 00 00 00 00 01 7f";

  @ParameterizedTest
  @CsvSource({"00, ZMTP_1_0", "01, ZMTP_2_0", "02, ZMTP_2_0", "03, ZMTP_3_0", "ff, ZMTP_3_0"})
  void theRevisionAfterASignatureTells(String revision, ProtocolVersion version) {
    byte[] bytes = Hex.bytes(SIGNATURE + revision + "01 02");
    Fragmenter.forEachFragmentation(
        bytes,
        fragments -> {
          VersionDetector detector = new VersionDetector();
          ProtocolVersion found = null;
          int taken = 0;
          int come = 0;
          for (byte[] fragment : fragments) {
            ByteBuf in = Unpooled.wrappedBuffer(fragment);
            found = detector.decode(in);
            taken += in.readerIndex();
            come += fragment.length;
            assertThat(detector.isVersioned()).isEqualTo(come >= 10);
            assertThat(found).isEqualTo(come >= 11 ? version : null);
          }
          assertThat(found).isEqualTo(version);
          assertThat(taken).isEqualTo(11);
          assertThat(ByteBufUtil.getBytes(detector.seen())).isEqualTo(Arrays.copyOf(bytes, 11));
        });
  }

  @Test
  void anyFirstByteButTheSignaturesIsThatOf1() {
    for (int first = 0; first < 0xff; first++) {
      VersionDetector detector = new VersionDetector();
      ByteBuf in = Unpooled.wrappedBuffer(new byte[] {(byte) first, 0});

      assertThat(detector.decode(in)).isEqualTo(ProtocolVersion.ZMTP_1_0);
      assertThat(detector.isVersioned()).isFalse();
      assertThat(in.readableBytes()).as("not taken").isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "02", "7e", "fe"})
  void aLongLengthOfAnIdentityIsThatOf1(String flags) {
    byte[] bytes = Hex.bytes("ff 00 00 00 00 00 00 00 03" + flags + "61 62");
    Fragmenter.forEachFragmentation(
        bytes,
        fragments -> {
          VersionDetector detector = new VersionDetector();
          ProtocolVersion found = null;
          for (byte[] fragment : fragments) {
            found = detector.decode(Unpooled.wrappedBuffer(fragment));
          }
          assertThat(found).isEqualTo(ProtocolVersion.ZMTP_1_0);
          assertThat(detector.isVersioned()).isFalse();
          assertThat(ByteBufUtil.getBytes(detector.seen())).isEqualTo(Arrays.copyOf(bytes, 10));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ff", "ff 00", "ff 00 00 00 00 00 00 00 01", SIGNATURE})
  void nothingIsGuessedEarlier(String bytes) {
    assertThat(decode(bytes)).isNull();
  }

  private static @Nullable ProtocolVersion decode(String hex) {
    return new VersionDetector().decode(Hex.buffer(hex));
  }
}
