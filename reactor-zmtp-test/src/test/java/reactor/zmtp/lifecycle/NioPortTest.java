package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.watch.Scene;

/** Ports on NIO, which closes a channel only when its selector has forgotten it. */
class NioPortTest extends Scene {

  @Test
  void aPortIsFreeWhenItIsToldToBe() {
    OtherJvm other = keep(OtherJvm.run(Program.class, "-Dreactor.netty.native=false"));

    assertThat(other.line()).isEqualTo("bound again 20 times after unbind()");
    assertThat(other.line()).isEqualTo("bound again 20 times after disposeLater()");
  }

  /** Gives up a port and takes it again. */
  static final class Program {

    private Program() {}

    public static void main(String[] args) {
      ZmqContext zmq = ZmqContext.create();
      PullSocket pull = await(zmq.pull().bind("tcp://127.0.0.1:*").open());
      String endpoint = address(pull);
      for (int i = 0; i < 20; i++) {
        await(pull.unbind(endpoint).then(pull.bind(endpoint)));
      }
      System.out.println("bound again 20 times after unbind()");
      for (int i = 0; i < 20; i++) {
        pull = await(pull.disposeLater().then(zmq.pull().bind(endpoint).open()));
      }
      System.out.println("bound again 20 times after disposeLater()");
      await(zmq.disposeLater());
    }
  }
}
