package reactor.zmtp.transport.address;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.transport.address.Nics.ip;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "1.2.128.129, 1.2.128.129",
    "255.255.255.255, 255.255.255.255",
    "::, 0:0:0:0:0:0:0:0",
    "::1, 0:0:0:0:0:0:0:1",
    "1::, 1:0:0:0:0:0:0:0",
    "abcd:1234::1:0:234, abcd:1234:0:0:0:1:0:234",
    "ABCD::EF, abcd:0:0:0:0:0:0:ef",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "64:ff9b::192.0.2.33, 64:ff9b:0:0:0:0:c000:221",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "::1.2.3.4, 0:0:0:0:0:0:102:304",
  })
  void anAddressIsReadAsWritten(String text, String expected) {
    assertThat(ip(text).getHostAddress()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"::ffff:1.2.3.4", "::ffff:102:304", "0:0:0:0:0:FFFF:1.2.3.4"})
  void anIpv4MappedAddressIsTheIpv4AddressItIs(String text) {
    assertThat(ip(text)).isInstanceOf(Inet4Address.class);
    assertThat(ip(text).getHostAddress()).isEqualTo("1.2.3.4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "1",
        "1.2.3",
        "1.2.3.",
        ".1.2.3",
        "1.2.3.4.",
        "1.2.3.4.5",
        "1..2.3",
        "256.0.0.1",
        "010.0.0.1",
        "1.2.3.04",
        "1.2.3.-4",
        "1.2.3.+4",
        "1.2.3.4 ",
        " 1.2.3.4",
        "0x7f.0.0.1",
        "1.2.3.1234",
        "1.2.3.\u0664",
        ":",
        ":::",
        "::1:",
        ":1::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8",
        "12345::",
        "::g",
        "::-1",
        "[::1]",
        "::1%1",
        "::1.2.3",
        "::1.2.3.256",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::1.2.3.4:5",
        "::\u0661"
      })
  void whatIsNoAddressIsNotTakenForOne(String text) {
    assertThat(IpLiteral.parse(text)).isNull();
  }

  @Test
  void theJdkReadsEveryAddressTheSame() throws UnknownHostException {
    Random random = new Random(42);
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = new byte[random.nextInt(4) == 0 ? 4 : 16];
      for (int octet = 0; octet < bytes.length; octet++) {
        bytes[octet] = (byte) (random.nextBoolean() ? 0 : random.nextInt());
      }
      InetAddress address = InetAddress.getByAddress(bytes);
      assertThat(IpLiteral.parse(TcpEndpoints.host(address))).isEqualTo(address);
      assertThat(IpLiteral.parse(address.getHostAddress())).isEqualTo(address);
    }
  }
}
