package reactor.zmtp.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.SocketType;
import reactor.zmtp.wire.Metadata;

class PeerPropertiesTest {

  private static final Metadata PULL = Metadata.empty().with("Socket-Type", "PULL");

  @ParameterizedTest
  @CsvSource({"PUSH, PULL", "PULL, PUSH", "PAIR, PAIR"})
  void aPeerOfTheRightTypeIsAccepted(SocketType own, SocketType peer) {
    Metadata metadata = Metadata.empty().with("Socket-Type", peer.name());

    assertThat(PeerProperties.of(own, metadata).socketType()).isEqualTo(peer);
  }

  @Test
  void theNameOfThePropertyIsReadInAnyCase() {
    Metadata metadata = Metadata.empty().with("SOCKET-type", "PULL");

    assertThat(PeerProperties.of(SocketType.PUSH, metadata).socketType())
        .isEqualTo(SocketType.PULL);
  }

  @Test
  void aPeerOfTheWrongTypeIsToldWhatWouldBeRight() {
    Metadata metadata = Metadata.empty().with("Socket-Type", "PUSH");

    assertBreaks(Rule.INCOMPATIBLE_SOCKET_TYPE, () -> PeerProperties.of(SocketType.PUSH, metadata))
        .isEqualTo("a PUSH socket talks to PULL, the peer is a PUSH");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REQ", "REP", "DEALER", "ROUTER", "PUB", "XPUB", "SUB", "XSUB", "CLIENT", "SERVER", "RADIO",
        "DISH", "SCATTER", "GATHER", "PEER", "CHANNEL", "PAIR"
      })
  void everyOtherTypeOfTheRfcIsIncompatible(String type) {
    Metadata metadata = Metadata.empty().with("Socket-Type", type);

    assertBreaks(Rule.INCOMPATIBLE_SOCKET_TYPE, () -> PeerProperties.of(SocketType.PUSH, metadata))
        .endsWith(" " + type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pull", "PULL ", "PULLS", "FOO"})
  void aTypeThatTheRfcHasNotIsInvalid(String type) {
    Metadata metadata = Metadata.empty().with("Socket-Type", type);

    assertBreaks(Rule.INVALID_METADATA, () -> PeerProperties.of(SocketType.PUSH, metadata))
        .contains("\"" + type + "\"");
  }

  @Test
  void aTypeThatCannotBePrintedDoesNotReachALog() {
    Metadata metadata = Metadata.empty().with("Socket-Type", "A\n" + "B".repeat(1000));

    assertBreaks(Rule.INVALID_METADATA, () -> PeerProperties.of(SocketType.PUSH, metadata))
        .contains("A?BBB")
        .hasSizeLessThan(400);
  }

  @Test
  void aPeerWithoutATypeIsInvalid() {
    assertBreaks(Rule.INVALID_METADATA, () -> PeerProperties.of(SocketType.PUSH, Metadata.empty()))
        .contains("no Socket-Type");
  }

  @Test
  void aPeerMayHaveNoIdentity() {
    assertThat(PeerProperties.of(SocketType.PUSH, PULL).identity()).isEmpty();
  }

  @Test
  void aPeerMayHaveAnEmptyIdentity() {
    Metadata metadata = PULL.with("Identity", new byte[0]);

    assertThat(PeerProperties.of(SocketType.PUSH, metadata).identity()).isEmpty();
  }

  @Test
  void anIdentityIsBytesOfAnyValue() {
    byte[] identity = new byte[255];
    for (int i = 0; i < identity.length; i++) {
      identity[i] = (byte) (i + 1);
    }

    assertThat(PeerProperties.of(SocketType.PUSH, PULL.with("Identity", identity)).identity())
        .isEqualTo(identity);
  }

  @Test
  void anIdentityThatBeginsWithZeroIsNotRefused() {
    byte[] identity = {0, 1, 2, 3, 4};

    assertThat(PeerProperties.of(SocketType.PUSH, PULL.with("Identity", identity)).identity())
        .isEqualTo(identity);
  }

  @Test
  void anIdentityOf256BytesIsInvalid() {
    Metadata metadata = PULL.with("Identity", new byte[256]);

    assertBreaks(Rule.INVALID_METADATA, () -> PeerProperties.of(SocketType.PUSH, metadata))
        .contains("256 bytes");
  }

  @Test
  void theIdentityIsTheCallersOwn() {
    PeerProperties peer = PeerProperties.of(SocketType.PUSH, PULL.with("Identity", new byte[] {1}));
    Arrays.fill(peer.identity(), (byte) 2);

    assertThat(peer.identity()).containsExactly(1);
  }

  @Test
  void whatElseThePeerSaysIsKept() {
    Metadata metadata = PULL.with("X-Hello", "World");

    assertThat(PeerProperties.of(SocketType.PUSH, metadata).metadata().text("x-hello"))
        .isEqualTo("World");
  }
}
