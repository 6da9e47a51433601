package reactor.zmtp.udp;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.DishSocket;
import reactor.zmtp.DishSpec;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.watch.Scene;

/** Who has no udp endpoint, and what is none. */
class UdpRefusalTest extends Scene {

  @Test
  void aRadioDoesNotBind() {
    RadioSocket radio = open(zmq.radio());

    assertThatThrownBy(() -> await(radio.bind("udp://*:5556")))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("a RADIO socket sends datagrams, and does not bind");
  }

  @Test
  void aDishDoesNotConnect() {
    DishSocket dish = open(zmq.dish());

    assertThatThrownBy(() -> await(dish.connect("udp://127.0.0.1:5556")))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("a DISH socket receives datagrams, and does not connect");
  }

  static List<Function<ZmqContext, SocketSpec<?, ?>>> others() {
    return List.of(
        ZmqContext::push,
        ZmqContext::pull,
        ZmqContext::pub,
        ZmqContext::sub,
        ZmqContext::xpub,
        ZmqContext::xsub,
        ZmqContext::req,
        ZmqContext::rep,
        ZmqContext::dealer,
        ZmqContext::router,
        ZmqContext::pair,
        ZmqContext::stream,
        ZmqContext::client,
        ZmqContext::server,
        ZmqContext::peer,
        ZmqContext::channel,
        ZmqContext::scatter,
        ZmqContext::gather);
  }

  @ParameterizedTest
  @MethodSource("others")
  void noOtherSocketTypeSpeaksUdp(Function<ZmqContext, SocketSpec<?, ?>> other) {
    ZmqSocket socket = open(other.apply(zmq));

    assertThatThrownBy(() -> await(socket.bind("udp://*:5556")))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("only RADIO, DISH and DGRAM sockets speak udp, and this is a ");
    assertThatThrownBy(() -> await(socket.connect("udp://127.0.0.1:5556")))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("only RADIO, DISH and DGRAM sockets speak udp");
  }

  static Stream<Arguments> promises() {
    return Stream.of(
        promise("a security mechanism", spec -> spec.curveServer(CurveKeyPair.generate())),
        promise("an authenticator", spec -> spec.zapDomain("home")),
        promise("acceptFilter", spec -> spec.acceptFilter("127.0.0.1")),
        promise("bindToDevice", spec -> spec.bindToDevice("lo")));
  }

  private static Arguments promise(String name, Function<DishSpec, DishSpec> made) {
    return Arguments.of(name, made);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("promises")
  void aSocketThatPromisesMoreThanDatagramsGiveHasNoUdp(
      String name, Function<DishSpec, DishSpec> made) {
    DishSocket dish = open(made.apply(zmq.dish()));

    assertThatThrownBy(() -> await(dish.bind("udp://127.0.0.1:*")))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("this socket has " + name + ", which datagrams would evade");
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp://", "udp://host", "udp://*:70000", "udp://lo;", "udp://lo;*"})
  void whatIsNoAddressIsRefusedInTheSpec(String endpoint) {
    assertThatThrownBy(() -> zmq.dish().bind(endpoint))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageStartingWith("endpoint \"" + endpoint + "\": ");
  }

  @Test
  void anInterfaceIsForMulticastAlone() {
    DishSocket dish = open(zmq.dish());
    RadioSocket radio = open(zmq.radio());

    assertThatThrownBy(() -> await(dish.bind("udp://lo;127.0.0.1:5556")))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("after the interface and ';' comes a multicast group");
    assertThatThrownBy(() -> await(radio.connect("udp://lo;127.0.0.1:5556")))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("after the interface and ';' comes a multicast group");
  }
}
