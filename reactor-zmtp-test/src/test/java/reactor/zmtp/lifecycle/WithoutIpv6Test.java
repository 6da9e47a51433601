package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.zmtp.BindException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;

/** {@code ipv6(true)} in a JVM that has no IPv6. */
class WithoutIpv6Test extends Scene {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWildcardIsOfIpv4AndAnIpv6AddressIsRefusedWithTheReason(boolean epoll) {
    OtherJvm other =
        keep(
            OtherJvm.run(
                Program.class,
                "-Djava.net.preferIPv4Stack=true",
                "-Dreactor.netty.native=" + epoll));

    assertThat(other.line()).startsWith("tcp://0.0.0.0:");
    assertThat(other.line()).isEqualTo("hello");
    assertThat(other.line())
        .isEqualTo("cannot bind to \"tcp://[::1]:*\": this machine, or JVM, has no IPv6");
  }

  /** Binds, and receives something. */
  static final class Program {

    private Program() {}

    public static void main(String[] args) {
      ZmqContext zmq = ZmqContext.create();
      PullSocket pull = await(zmq.pull().ipv6(true).bind("tcp://*:*").open());
      System.out.println(address(pull));
      String endpoint = "tcp://127.0.0.1:" + pull.endpoints().get(0).port();
      await(
          zmq.push()
              .ipv6(true)
              .connect(endpoint)
              .send(Flux.just(ZmqMessage.of("hello")))
              .then(pull.receive().next())
              .doOnNext(message -> System.out.println(message.text())));
      await(
          pull.bind("tcp://[::1]:*")
              .doOnError(BindException.class, e -> System.out.println(e.getMessage()))
              .onErrorComplete());
      await(zmq.disposeLater());
    }
  }
}
