package reactor.zmtp.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** What passes through a proxy. */
class ProxyTest extends Scene {

  @Test
  void eachClientGetsTheRepliesToItsOwnRequests() {
    ZmqProxy proxy =
        start(zmq.router().bind(Anywhere.endpoint()), zmq.dealer().bind(Anywhere.endpoint()));
    for (int i = 0; i < 5; i++) {
      RepSocket worker = open(zmq.rep().connect(address(proxy.backend())));
      keep(worker.reply(request -> Mono.just(ZmqMessage.of("re " + request.text()))).subscribe());
    }
    List<Mono<List<String>>> replies = new ArrayList<>();
    List<List<String>> due = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String client = "client " + i;
      replies.add(
          open(zmq.req().connect(address(proxy.frontend())))
              .request(Flux.range(0, 100).map(n -> ZmqMessage.of(client + ", " + n)), 1)
              .map(ZmqMessage::text)
              .collectList());
      due.add(Flux.range(0, 100).map(n -> "re " + client + ", " + n).collectList().block());
    }

    assertThat(await(Flux.mergeSequential(replies).collectList())).isEqualTo(due);
  }

  @Test
  void tasksPassThroughAChainOfProxiesInOrder() {
    ZmqProxy first =
        start(zmq.pull().bind(Anywhere.endpoint()), zmq.push().bind(Anywhere.endpoint()));
    ZmqProxy second =
        start(zmq.pull().connect(address(first.backend())), zmq.push().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().connect(address(first.frontend())));
    PullSocket pull = open(zmq.pull().connect(address(second.backend())));

    keep(push.send(Supply.of(10_000).messages()).subscribe());

    assertThat(numbers(await(pull.receive().take(10_000).collectList())))
        .isEqualTo(Flux.range(0, 10_000).map(Long::valueOf).collectList().block());
  }

  @Test
  void requestsAndRepliesPassThroughAChainOfProxies() {
    ZmqProxy first =
        start(zmq.router().bind(Anywhere.endpoint()), zmq.dealer().bind(Anywhere.endpoint()));
    ZmqProxy second =
        start(
            zmq.router().connect(address(first.backend())), zmq.dealer().bind(Anywhere.endpoint()));
    RepSocket worker = open(zmq.rep().connect(address(second.backend())));
    keep(worker.reply(request -> Mono.just(ZmqMessage.of("re " + request.text()))).subscribe());

    ZmqMessage reply =
        await(
            open(zmq.req().connect(address(first.frontend()))).request(ZmqMessage.of("question")));

    assertThat(reply.text()).isEqualTo("re question");
  }

  @Test
  void pairsAreBridgedBothWays() {
    ZmqProxy proxy =
        start(zmq.pair().bind(Anywhere.endpoint()), zmq.pair().bind(Anywhere.endpoint()));
    var left = open(zmq.pair().connect(address(proxy.frontend())));
    var right = open(zmq.pair().connect(address(proxy.backend())));

    keep(left.send(ZmqMessage.of("to", "", "the right")).subscribe());
    keep(right.send(ZmqMessage.of("to the left")).subscribe());

    assertThat(await(right.receive().next())).isEqualTo(ZmqMessage.of("to", "", "the right"));
    assertThat(await(left.receive().next())).isEqualTo(ZmqMessage.of("to the left"));
  }

  /** With verbose, of the ends only the last is told, and what counts them keeps the topic. */
  @Test
  void aForwarderThatTellsEveryEndLeavesNoTopicUpstream() {
    PubSocket pub = open(zmq.pub().bind(Anywhere.endpoint()));
    ZmqProxy proxy =
        start(
            zmq.xsub().connect(address(pub)), zmq.xpub().verboser(true).bind(Anywhere.endpoint()));
    for (int i = 0; i < 2; i++) {
      open(zmq.sub().subscribe("topic").connect(address(proxy.backend())));
      await(pub.awaitSubscribers("topic", 1));
      await(((XPubSocket) proxy.backend()).awaitSubscribers("topic", i + 1));
    }

    zmq.sockets().stream().filter(SubSocket.class::isInstance).forEach(ZmqSocket::dispose);

    until(() -> await(pub.topicCount()) == 0);
  }

  @Test
  void oneSocketOnBothSidesIsAnEcho() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    keep(await(ZmqProxy.between(router, router).start()));
    var req = open(zmq.req().connect(address(router)));

    assertThat(await(req.request(ZmqMessage.of("msg1"))).text()).isEqualTo("msg1");
    assertThat(await(req.request(ZmqMessage.of("msg22"))).text()).isEqualTo("msg22");
  }

  @Test
  void aReplyWithoutARoutingIdIsDiscardedAndTheNextPasses() {
    Events events = new Events();
    ZmqProxy proxy =
        start(
            zmq.router().bind(Anywhere.endpoint()),
            zmq.dealer().doOnEvent(events).bind(Anywhere.endpoint()));
    DealerSocket client = open(zmq.dealer().connect(address(proxy.frontend())));
    DealerSocket worker = open(zmq.dealer().connect(address(proxy.backend())));
    keep(client.send(ZmqMessage.of("question")).subscribe());
    ZmqMessage request = await(worker.receive().next());

    await(worker.send(Flux.just(ZmqMessage.of("to nobody"), request)));

    assertThat(await(client.receive().next()).text()).isEqualTo("question");
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 256})
  void norDoesOneThatBeginsWithWhatIsNoRoutingIdStopAnything(int length) {
    Events events = new Events();
    ZmqProxy proxy =
        start(
            zmq.router().doOnEvent(events).bind(Anywhere.endpoint()),
            zmq.dealer().bind(Anywhere.endpoint()));
    DealerSocket client = open(zmq.dealer().connect(address(proxy.frontend())));
    DealerSocket worker = open(zmq.dealer().connect(address(proxy.backend())));
    keep(client.send(ZmqMessage.of("question")).subscribe());
    ZmqMessage request = await(worker.receive().next());

    await(worker.send(Flux.just(ZmqMessage.wrap(new byte[length], new byte[1]), request)));

    assertThat(await(client.receive().next()).text()).isEqualTo("question");
    assertThat(events.await(Discarded.class).reason()).isEqualTo(DiscardReason.UNROUTABLE);
  }

  private ZmqProxy start(SocketSpec<?, ?> frontend, SocketSpec<?, ?> backend) {
    return keep(await(ZmqProxy.between(frontend, backend).start()));
  }
}
