package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.watch.Scene;

/** What the other tests run on: the native transport, and in the build once more Java's NIO. */
class TransportTest extends Scene {

  @Test
  void theEventLoopsAreNativeWhereTheyCanBeUnlessNioIsAskedFor() {
    PullSocket pull = open(zmq.pull());
    boolean isNative = LoopResources.DEFAULT_NATIVE && LoopResources.hasNativeSupport();

    String thread = await(pull.metrics().map(metrics -> Thread.currentThread().getName()));

    assertThat(thread).contains(isNative ? "-epoll-" : "-nio-");
  }

  @Test
  void theAssertionsOfTheEngineAreHeld() {
    assertThat(ZmqContext.class.desiredAssertionStatus()).isTrue();
  }
}
