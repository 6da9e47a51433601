package reactor.zmtp.credit;

import java.time.Duration;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PubSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.RoutingSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** The directions in which messages go under credit, each with its two socket types. */
enum Flow {
  PUSH_PULL,
  SCATTER_GATHER,
  PAIR,
  CHANNEL,
  DEALER_ROUTER,
  ROUTER_DEALER,
  CLIENT_SERVER,
  SERVER_CLIENT,
  PEER,
  PUB_SUB,
  XPUB_SUB;

  /** The most of one side, which its publishers are asked for and its peers may send. */
  static final int MARK = 10;

  private static final RoutingId NAME = RoutingId.of("receiver");

  /** Both ends, connected. */
  record Ends(
      ZmqSocket sender,
      ZmqSocket receiver,
      Function<Publisher<ZmqMessage>, Mono<Void>> send,
      Flux<ZmqMessage> receive) {}

  /** Opens both; what connects does so through something that leads to what is bound. */
  Ends open(ZmqContext zmq, Function<String, String> way) {
    return switch (this) {
      case PUSH_PULL ->
          oneWay(zmq.pull().receiveHighWaterMark(MARK), zmq.push().sendHighWaterMark(MARK), way);
      case SCATTER_GATHER ->
          oneWay(
              zmq.gather().receiveHighWaterMark(MARK), zmq.scatter().sendHighWaterMark(MARK), way);
      case PAIR ->
          oneWay(zmq.pair().receiveHighWaterMark(MARK), zmq.pair().sendHighWaterMark(MARK), way);
      case CHANNEL ->
          oneWay(
              zmq.channel().receiveHighWaterMark(MARK), zmq.channel().sendHighWaterMark(MARK), way);
      case DEALER_ROUTER -> {
        var router = open(zmq.router().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
        var dealer = open(zmq.dealer().sendHighWaterMark(MARK).connect(way.apply(at(router))));
        yield new Ends(dealer, router, dealer::send, bodies(router.receive()));
      }
      case ROUTER_DEALER -> {
        var router =
            open(zmq.router().mandatory(true).sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
        var dealer =
            open(
                zmq.dealer()
                    .routingId(NAME)
                    .receiveHighWaterMark(MARK)
                    .connect(way.apply(at(router))));
        Scene.await(
            router
                .metrics()
                .repeatWhen(again -> again)
                .filter(figures -> figures.peers() == 1)
                .next());
        yield new Ends(router, dealer, to(router, NAME), dealer.receive());
      }
      case CLIENT_SERVER -> {
        var server = open(zmq.server().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
        var client = open(zmq.client().sendHighWaterMark(MARK).connect(way.apply(at(server))));
        yield new Ends(client, server, client::send, bodies(server.receive()));
      }
      case SERVER_CLIENT -> {
        var server = open(zmq.server().sendHighWaterMark(MARK).bind(Anywhere.endpoint()));
        var client = open(zmq.client().receiveHighWaterMark(MARK).connect(way.apply(at(server))));
        Scene.await(client.send(ZmqMessage.of("here I am")));
        RoutingId id = Scene.await(server.receive().next()).peer();
        yield new Ends(server, client, to(server, id), client.receive());
      }
      case PEER -> {
        var one = open(zmq.peer().receiveHighWaterMark(MARK).bind(Anywhere.endpoint()));
        var other = open(zmq.peer().sendHighWaterMark(MARK));
        RoutingId id = Scene.await(other.connectPeer(way.apply(at(one))));
        yield new Ends(other, one, to(other, id), bodies(one.receive()));
      }
      case PUB_SUB ->
          subscribed(
              zmq,
              open(zmq.pub().noDrop(true).sendHighWaterMark(MARK).bind(Anywhere.endpoint())),
              way);
      case XPUB_SUB ->
          subscribed(
              zmq,
              open(zmq.xpub().noDrop(true).sendHighWaterMark(MARK).bind(Anywhere.endpoint())),
              way);
    };
  }

  private static <
          A extends SocketSpec<A, R>,
          R extends ReceivingSocket,
          B extends SocketSpec<B, S>,
          S extends SendingSocket>
      Ends oneWay(A receiver, B sender, Function<String, String> way) {
    R receives = open(receiver.bind(Anywhere.endpoint()));
    S sends = open(sender.connect(way.apply(at(receives))));
    return new Ends(sends, receives, sends::send, receives.receive());
  }

  private static Ends subscribed(ZmqContext zmq, PubSocket pub, Function<String, String> way) {
    SubSocket sub =
        open(zmq.sub().receiveHighWaterMark(MARK).subscribe("").connect(way.apply(at(pub))));
    Scene.await(pub.awaitSubscribers("", 1));
    return new Ends(pub, sub, pub::send, sub.receive());
  }

  private static <S extends SocketSpec<S, T>, T extends ZmqSocket> T open(SocketSpec<S, T> spec) {
    return Scene.await(spec.linger(Duration.ZERO).open());
  }

  private static String at(ZmqSocket socket) {
    return socket.endpoints().get(0).address();
  }

  private static Flux<ZmqMessage> bodies(Flux<RoutedMessage> routed) {
    return routed.map(RoutedMessage::message);
  }

  private static Function<Publisher<ZmqMessage>, Mono<Void>> to(
      RoutingSocket socket, RoutingId id) {
    return messages ->
        socket.send(Flux.from(messages).map(message -> new RoutedMessage(id, message)));
  }
}
