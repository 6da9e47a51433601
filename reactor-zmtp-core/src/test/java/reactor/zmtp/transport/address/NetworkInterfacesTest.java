package reactor.zmtp.transport.address;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.transport.address.Nics.ip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NetworkInterfacesTest {

  @Test
  void everyInterfaceOfThisMachineIsFound() throws Exception {
    NetworkInterfaces present = NetworkInterfaces.ofThisMachine();

    for (NetworkInterface expected : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      NetworkInterfaces.Nic nic = Objects.requireNonNull(present.named(expected.getName()));
      assertThat(nic.index()).isEqualTo(expected.getIndex());
      assertThat(Collections.list(expected.getInetAddresses())).containsAll(nic.addresses());
      assertThat(present.names()).contains(expected.getName());
    }
  }

  @Test
  void theLoopbackInterfaceHasItsAddress() throws Exception {
    String name = NetworkInterface.getByInetAddress(ip("127.0.0.1")).getName();

    assertThat(Objects.requireNonNull(NetworkInterfaces.ofThisMachine().named(name)).addresses())
        .contains(ip("127.0.0.1"));
  }

  @Test
  void onlyLinkLocalAddressesHaveAScope() throws Exception {
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      NetworkInterfaces.Nic nic =
          Objects.requireNonNull(NetworkInterfaces.ofThisMachine().named(each.getName()));
      for (InetAddress address : nic.addresses()) {
        if (address instanceof Inet6Address ipv6) {
          assertThat(ipv6.getScopeId()).isEqualTo(ipv6.isLinkLocalAddress() ? nic.index() : 0);
        }
      }
    }
  }

  @Test
  void anInterfaceThatIsNotThereIsNull() {
    assertThat(NetworkInterfaces.ofThisMachine().named("no such interface")).isNull();
  }

  @Test
  void aMachineWithoutInterfacesSaysSo() {
    assertThat(new NetworkInterfaces(List.of()).names()).isEqualTo("none");
  }
}
