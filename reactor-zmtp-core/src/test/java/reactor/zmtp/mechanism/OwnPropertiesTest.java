package reactor.zmtp.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.zmtp.SocketType;
import reactor.zmtp.wire.Metadata;

class OwnPropertiesTest {

  @ParameterizedTest
  @EnumSource(
      value = SocketType.class,
      names = {"PUSH", "PULL", "PAIR"})
  void aTypeThatNoRouterAddressesSendsItsTypeOnly(SocketType type) {
    assertThat(OwnProperties.of(type, new byte[] {'m', 'e'}, Map.of()))
        .isEqualTo(Metadata.empty().with("Socket-Type", type.name()));
  }

  @Test
  void theNamesAreWrittenAsLibzmqExpectsThem() {
    assertThat(OwnProperties.of(SocketType.PUSH, new byte[0], Map.of()).names())
        .containsExactly("Socket-Type");
  }

  @ParameterizedTest
  @EnumSource(
      value = SocketType.class,
      names = {"REQ", "DEALER", "ROUTER"})
  void aTypeThatARouterAddressesSendsItsIdentity(SocketType type) {
    assertThat(OwnProperties.of(type, new byte[] {'m', 'e'}, Map.of()))
        .isEqualTo(Metadata.empty().with("Socket-Type", type.name()).with("Identity", "me"));
  }

  @Test
  void theApplicationsPropertiesComeLast() {
    assertThat(OwnProperties.of(SocketType.PUSH, new byte[0], Map.of("X-Zone", "eu")))
        .isEqualTo(Metadata.empty().with("Socket-Type", "PUSH").with("X-Zone", "eu"));
  }

  @Test
  void anIdentityOf256BytesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OwnProperties.of(SocketType.PUSH, new byte[256], Map.of()))
        .withMessageContaining("255");
  }
}
