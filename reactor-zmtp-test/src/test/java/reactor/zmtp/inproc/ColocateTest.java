package reactor.zmtp.inproc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.zmtp.DisposedException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;

/** Sockets that share an event loop. */
class ColocateTest extends Scene {

  private ZmqContext twoLoops;

  @BeforeEach
  void open() {
    twoLoops = ZmqContext.builder().ioThreads(2).build();
  }

  @AfterEach
  void close() {
    await(twoLoops.disposeLater());
  }

  @Test // without it, the second of two sockets would be on the other loop
  void aMessageGoesFromPublisherToSubscriberInOneCallStack() {
    PushSocket push = open(twoLoops.push().bind("inproc://jobs"));
    PullSocket pull = open(twoLoops.pull().colocate(push).connect("inproc://jobs"));
    StackTraceElement[][] stack = new StackTraceElement[1][];
    Thread[] subscriber = new Thread[1];
    keep(
        pull.receive()
            .subscribe(
                message -> {
                  subscriber[0] = Thread.currentThread();
                  stack[0] = Thread.currentThread().getStackTrace();
                }));
    until(push, m -> m.peers() == 1);

    await(push.send(ZmqMessage.of("a")));

    until(() -> subscriber[0] != null);
    assertThat(subscriber[0].getName()).startsWith("zmtp");
    assertThat(stack[0])
        .anyMatch(frame -> frame.getClassName().equals("reactor.zmtp.socket.Outbound"));
  }

  @Test
  void aSocketThatIsGoneSharesNothing() {
    PushSocket push = open(twoLoops.push());
    await(push.disposeLater());

    assertThatThrownBy(() -> await(twoLoops.pull().colocate(push).open()))
        .isInstanceOf(DisposedException.class)
        .hasMessageStartingWith("cannot be colocated: PUSH socket");
  }

  @Test
  void aSocketOfAnotherContextSharesNothing() {
    PushSocket push = open(zmq.push());

    assertThatThrownBy(() -> await(twoLoops.pull().colocate(push).open()))
        .isInstanceOf(ZmqException.class)
        .hasMessageEndingWith("is of another context");
  }
}
