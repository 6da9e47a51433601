package reactor.zmtp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.wire.Framing;
import reactor.zmtp.wire.Hex;

/** Subscriptions as each version of ZMTP has them (libzmq: test_mock_pub_sub). */
class AnnouncementsTest {

  @ParameterizedTest
  @CsvSource({
    "ZMTP_3_1, SUBSCRIBE, 04 0b 09 53 55 42 53 43 52 49 42 45 41",
    "ZMTP_3_1, CANCEL, 04 08 06 43 41 4e 43 45 4c 41",
    "ZMTP_3_0, SUBSCRIBE, 00 02 01 41",
    "ZMTP_3_0, CANCEL, 00 02 00 41",
    "ZMTP_2_0, SUBSCRIBE, 00 02 01 41",
    "ZMTP_2_0, CANCEL, 00 02 00 41",
    "ZMTP_1_0, SUBSCRIBE, 03 00 01 41",
    "ZMTP_1_0, CANCEL, 03 00 00 41"
  })
  void aSubscriptionIsACommandOrAMessage(ProtocolVersion version, Announcement what, String bytes) {
    assertThat(Announcements.frame(what, new byte[] {'A'}, version).bytes(Framing.of(version)))
        .isEqualTo(Hex.bytes(bytes));
  }
}
