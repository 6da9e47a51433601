package reactor.zmtp.transport.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.InvalidEndpointException;

/** Every malformed endpoint is refused with the part that is wrong. */
class MalformedEndpointTest {

  private static Stream<Arguments> wrongOnBothSides() {
    return Stream.of(
        arguments("", "is empty"),
        arguments("tcp", "there is no \"://\" after the transport"),
        arguments("tcp//x", "there is no \"://\" after the transport"),
        arguments("tcp:x:5555", "there is no \"://\" after the transport"),
        arguments("tcp:/x:5555", "there is no \"://\" after the transport"),
        arguments("127.0.0.1:5555", "there is no \"://\" after the transport"),
        arguments("://x:5555", "the transport before \"://\" is missing"),
        arguments("tcp://", "there is no host and no port after tcp://"),
        arguments("tcp://host", "there is no %sport; right is \"host:5555\""),
        arguments("tcp://[::1]", "there is no %sport; right is \"[::1]:5555\""),
        arguments("tcp://:5555", "the %shost before the port is missing"),
        arguments("tcp://:", "the %shost before the port is missing"),
        arguments("tcp://[]:5555", "the %shost before the port is missing"),
        arguments("tcp://127.0.0.1:", "%sport \"\" is not a number from 1 to 65535"),
        arguments("tcp://127.0.0.1:70000", "%sport \"70000\" is not a number from 1 to 65535"),
        arguments("tcp://127.0.0.1:65536", "%sport \"65536\" is not"),
        arguments("tcp://127.0.0.1:18446744073709551617", "%sport \"18446744073709551617\" is not"),
        arguments("tcp://127.0.0.1:00", "%sport \"00\" is not"),
        arguments("tcp://127.0.0.1:abc", "%sport \"abc\" is not"),
        arguments("tcp://127.0.0.1:567bad", "%sport \"567bad\" is not"),
        arguments("tcp://127.0.0.1:-1", "%sport \"-1\" is not"),
        arguments("tcp://127.0.0.1:+1", "%sport \"+1\" is not"),
        arguments("tcp://127.0.0.1: 1", "%sport \" 1\" is not"),
        arguments("tcp://127.0.0.1:1 ", "%sport \"1 \" is not"),
        arguments("tcp://127.0.0.1:\u0661", "%sport \"\u0661\" is not"),
        arguments("tcp://127.0.0.1:**", "%sport \"**\" is not"),
        arguments("tcp://host:5555/path", "ends with its port: \"/path\" is too much"),
        arguments("tcp://host:5555/", "ends with its port: \"/\" is too much"),
        arguments("tcp:///host:5555", "ends with its port: \"/host:5555\" is too much"),
        arguments("tcp://user@host/:5555", "\"/:5555\" is too much"),
        arguments("tcp://[::1:5555", "%shost begins with '[', and no ']' ends it"),
        arguments("tcp://[::1:*", "%shost begins with '[', and no ']' ends it"),
        arguments("tcp://::1]:5555", "%shost \"::1]\" ends with ']', and no '[' begins it"),
        arguments("tcp://127.0.0.1]:5555", "%shost \"127.0.0.1]\" ends with ']'"),
        arguments(
            "tcp://[::1]5555", "after the ']' of the %shost comes ':' and the port, not \"5555\""),
        arguments("tcp://[1.2.128].129:1", "comes ':' and the port, not \".129:1\""),
        arguments("tcp://[::1]:55:66", "%sport \"55:66\" is not"),
        arguments("tcp://[[::1]]:5555", "%shost \"[::1]\" is not an IPv6 address"),
        arguments("tcp://[192.168.1.1:5555]", "there is no %sport"),
        arguments("tcp://fe80::1", "%shost \"fe80:\" is not an IPv6 address"),
        arguments("tcp://1::2::3:5555", "%shost \"1::2::3\" is not an IPv6 address"),
        arguments("tcp://[::12345]:5555", "%shost \"::12345\" is not an IPv6 address"),
        arguments("tcp://[fe80::1%]:5555", "%shost \"fe80::1%%\" has no scope after the %%"),
        arguments("tcp://[fe80::1%0]:5555", "has the scope 0; an interface's index is from 1"),
        arguments("tcp://[fe80::1%99999999999]:5555", "has the scope 99999999999"),
        arguments("tcp://[fe80::1%et h]:5555", "has ' ', which no interface's name has"),
        arguments("tcp://127.0.0.1%eth0:5555", "has a scope after %%, which is for IPv6 addresses"),
        arguments("tcp://server1%eth0:5555", "has a scope after %%, which is for IPv6 addresses"),
        arguments("tcp://ho st:5555", "%shost \"ho st\" has ' '"),
        arguments("tcp:// host:5555", "%shost \" host\" has ' '"),
        arguments("tcp://*.*:5555", "%shost \"*.*\" has '*'"),
        arguments("tcp://host\0:5555", "the control character U+0000 at index 10"),
        arguments("tcp://host:5555\n", "the control character U+000A at index 15"),
        arguments("t\tcp://host:5555", "the control character U+0009 at index 1"));
  }

  @ParameterizedTest
  @MethodSource("wrongOnBothSides")
  void bindSaysWhichPartIsWrong(String endpoint, String reason) {
    assertThatThrownBy(() -> TcpBindAddress.parse(endpoint))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageStartingWith("endpoint \"" + endpoint + "\": ")
        .hasMessageContaining(String.format(reason, ""));
  }

  @ParameterizedTest
  @MethodSource("wrongOnBothSides")
  void connectSaysWhichPartIsWrong(String endpoint, String reason) {
    assertThatThrownBy(() -> TcpConnectAddress.parse(endpoint))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageStartingWith("endpoint \"" + endpoint + "\": ")
        .hasMessageContaining(String.format(reason, "destination "));
  }

  private static Stream<Arguments> wrongForConnect() {
    return Stream.of(
        arguments("tcp://*:5555", "the host * is for bind"),
        arguments("tcp://[*]:5555", "the host * is for bind"),
        arguments("tcp://server1:*", "destination port \"*\" is not a number from 1 to 65535"),
        arguments("tcp://server1:0", "destination port \"0\" is not a number from 1 to 65535"),
        arguments("tcp://a:0;b:0;c:1", "there is more than one ';'"),
        arguments("tcp://a;b;c:1", "there is more than one ';'"),
        arguments("tcp://a;b:1", "there is no source port; right is \"a:5555\""),
        arguments("tcp://a:0;b", "there is no destination port; right is \"b:5555\""),
        arguments("tcp://;b:1", "there is no source port"),
        arguments("tcp://a:0;", "there is no destination port"),
        arguments("tcp://:0;b:1", "the source host before the port is missing"),
        arguments("tcp://a:x;b:1", "source port \"x\" is not a number from 1 to 65535, nor * or 0"),
        arguments("tcp://[::1:0;b:1", "source host begins with '[', and no ']' ends it"),
        arguments("tcp://300.1.1.1:0;b:1", "source host \"300.1.1.1\" is not an IPv4 address"),
        arguments("tcp://300.1.1.1:1", "\"300.1.1.1\" is neither an IPv4 address nor a host name"),
        arguments("tcp://127.1:1", "\"127.1\" is neither an IPv4 address nor a host name"),
        arguments("tcp://5555:5555", "\"5555\" is neither an IPv4 address nor a host name"),
        arguments("tcp://host:80:80", "\"host:80\" is not an IPv6 address"),
        arguments("tcp://a..b:1", "has an empty label"),
        arguments("tcp://.a:1", "has an empty label"),
        arguments("tcp://.:1", "has an empty label"),
        arguments("tcp://-a:1", "begins or ends with '-'"),
        arguments("tcp://a-.b:1", "begins or ends with '-'"),
        arguments("tcp://a!b:1", "has '!', which no host name has"),
        arguments("tcp://user@host:1", "has '@', which no host name has"),
        arguments("tcp://m\u00fcnchen.example:1", "write an international name in its xn-- form"),
        arguments("tcp://" + "a".repeat(64) + ":1", "has a label of 64 characters; 63 at most"),
        arguments(
            "tcp://" + "a.".repeat(126) + "aa:1",
            "has 254 characters; a host name has 253 at most"));
  }

  @ParameterizedTest
  @MethodSource("wrongForConnect")
  void whatConnectCannotUseIsRefused(String endpoint, String reason) {
    assertThatThrownBy(() -> TcpConnectAddress.parse(endpoint))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void bindRefusesWhatLooksLikeAnAddressAndIsNone() {
    assertThatThrownBy(() -> TcpBindAddress.parse("tcp://256.0.0.1:5555"))
        .hasMessageContaining("host \"256.0.0.1\" is not an IPv4 address");
    assertThatThrownBy(() -> TcpBindAddress.parse("tcp://010.0.0.1:5555"))
        .hasMessageContaining("without leading zeros");
  }

  @Test
  void bindSaysThatTheSystemMayPickThePort() {
    assertThatThrownBy(() -> TcpBindAddress.parse("tcp://*:70000"))
        .hasMessage(
            "endpoint \"tcp://*:70000\": port \"70000\" is not a number from 1 to 65535, nor * or 0"
                + " for one that the system picks");
  }

  @Test
  void theLongestHostNameIsTaken() {
    String name = "a.".repeat(126) + "a";

    assertThat(TcpConnectAddress.parse("tcp://" + name + ":1").host()).hasSize(253);
    assertThat(TcpConnectAddress.parse("tcp://" + name + ".:1").host()).hasSize(254);
  }

  @Test
  void theEndpointIsToldByTheError() {
    InvalidEndpointException error =
        catchThrowableOfType(InvalidEndpointException.class, () -> TcpBindAddress.parse("tcp://x"));

    assertThat(error.endpoint()).isEqualTo("tcp://x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tcp://%s:5555", "%s://host:5555", "tcp://host:%s", "tcp://[%s]:5555", "%s"})
  void aVeryLongEndpointIsNotToldWhole(String form) {
    String endpoint = form.formatted("x".repeat(800_000));

    InvalidEndpointException error =
        catchThrowableOfType(
            InvalidEndpointException.class,
            () -> TcpConnectAddress.parse(endpoint).destination(true, Nics.present()));

    assertThat(error.getMessage()).hasSizeLessThan(3000);
    assertThat(error.endpoint()).isEqualTo(endpoint);
  }

  @Test
  void whateverTheTextItIsReadOrRefusedAsAnEndpoint() {
    String alphabet = "tcp://*;:[]%.-_ 0159afx\u00fc\0";
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "" : "tcp://");
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String endpoint = text.toString();
      assertReadOrRefused(
          endpoint, () -> TcpBindAddress.parse(endpoint).resolve(true, Nics.present()));
      assertReadOrRefused(
          endpoint, () -> TcpConnectAddress.parse(endpoint).destination(true, Nics.present()));
    }
  }

  private static void assertReadOrRefused(String endpoint, Runnable parsing) {
    try {
      parsing.run();
    } catch (InvalidEndpointException refused) {
      assertThat(refused.endpoint()).isEqualTo(endpoint);
    }
  }
}
