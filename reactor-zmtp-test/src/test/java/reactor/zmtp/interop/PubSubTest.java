package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import reactor.core.publisher.Mono;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;

/** Publish-subscribe with libzmq and JeroMQ, each side publishing. */
class PubSubTest extends PubSubScenes {

  private static final String SUB =
      """
      sub = socket("SUB", connect=sys.argv[1])
      """
          + SUBSCRIBES;

  private static final String XPUB =
      """
      xpub = socket("XPUB", bind=ANYWHERE)
      """
          + PUBLISHES;

  private static final String XSUB =
      """
      xsub = socket("XSUB", connect=sys.argv[1])
      xsub.send(b"\\x01a")
      xsub.send(b"upstream")
      say(*[frame.decode() for frame in xsub.recv_multipart()])
      ask()
      """;

  @Test
  void libzmqSubscribes() {
    PubSocket pub = open(zmq.pub().bind(Anywhere.endpoint()));
    try (LibzmqProcess sub = LibzmqProcess.start(SUB, address(pub))) {
      itSubscribes(pub, sub);
    }
  }

  @Test
  void libzmqPublishes() {
    try (LibzmqProcess xpub = LibzmqProcess.start(XPUB)) {
      itPublishes(xpub, zmq.sub());
    }
  }

  @Test
  void libzmqSubscribesByMessagesAndTalksBack() {
    XPubSocket xpub = open(zmq.xpub().bind(Anywhere.endpoint()));
    try (LibzmqProcess xsub = LibzmqProcess.start(XSUB, address(xpub))) {
      List<String> came = await(xpub.receive().map(ZmqMessage::text).take(2).collectList());
      assertThat(came).containsExactly("\u0001a", "upstream");
      await(xpub.send(ZmqMessage.of("abc", "x")));
      assertThat(await(xsub.line())).isEqualTo("abc x");
    }
  }

  @Test
  void jeroMqSubscribes() {
    PubSocket pub = open(zmq.pub().bind("tcp://127.0.0.1:*"));
    try (ZContext context = new ZContext()) {
      ZMQ.Socket sub = context.createSocket(SocketType.SUB);
      sub.setReceiveTimeOut((int) PATIENCE.toMillis());
      sub.subscribe("a");
      AtomicBoolean subscribed = new AtomicBoolean();
      Mono<Void> there = pub.awaitSubscribers("a", 1).doOnSuccess(done -> subscribed.set(true));
      keep(there.subscribe());
      JeroMqForeign.connect(context, sub, address(pub), subscribed::get);
      await(pub.awaitSubscribers("a", 1));
      await(pub.send(ZmqMessage.of("b")));
      await(pub.send(ZmqMessage.of("abc", "x")));

      assertThat(sub.recvStr()).isEqualTo("abc");
      assertThat(sub.recvStr()).isEqualTo("x");
    }
  }

  @Test
  void jeroMqPublishes() {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket xpub = context.createSocket(SocketType.XPUB);
      xpub.setReceiveTimeOut((int) PATIENCE.toMillis());
      xpub.bind("tcp://127.0.0.1:*");
      SubSocket sub = open(zmq.sub().subscribe("a").connect(xpub.getLastEndpoint()));

      assertThat(xpub.recv()).containsExactly(1, 'a');
      xpub.send("b");
      xpub.send("abc");

      assertThat(await(sub.receive().next()).text()).isEqualTo("abc");
      await(sub.unsubscribe("a"));
      assertThat(xpub.recv()).containsExactly(0, 'a');
    }
  }
}
