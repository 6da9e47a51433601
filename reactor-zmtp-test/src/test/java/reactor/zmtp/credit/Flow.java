package reactor.zmtp.credit;

import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.RoutingSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
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

  private static final String ANYWHERE = "tcp://127.0.0.1:*";
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
      case PUSH_PULL -> {
        var pull = Scene.await(zmq.pull().receiveHighWaterMark(MARK).bind(ANYWHERE).open());
        var push =
            Scene.await(zmq.push().sendHighWaterMark(MARK).connect(way.apply(at(pull))).open());
        yield new Ends(push, pull, push::send, pull.receive());
      }
      case SCATTER_GATHER -> {
        var gather = Scene.await(zmq.gather().receiveHighWaterMark(MARK).bind(ANYWHERE).open());
        var scatter =
            Scene.await(
                zmq.scatter().sendHighWaterMark(MARK).connect(way.apply(at(gather))).open());
        yield new Ends(scatter, gather, scatter::send, gather.receive());
      }
      case PAIR -> {
        var one = Scene.await(zmq.pair().receiveHighWaterMark(MARK).bind(ANYWHERE).open());
        var other =
            Scene.await(zmq.pair().sendHighWaterMark(MARK).connect(way.apply(at(one))).open());
        yield new Ends(other, one, other::send, one.receive());
      }
      case CHANNEL -> {
        var one = Scene.await(zmq.channel().receiveHighWaterMark(MARK).bind(ANYWHERE).open());
        var other =
            Scene.await(zmq.channel().sendHighWaterMark(MARK).connect(way.apply(at(one))).open());
        yield new Ends(other, one, other::send, one.receive());
      }
      case DEALER_ROUTER -> {
        var router = Scene.await(zmq.router().receiveHighWaterMark(MARK).bind(ANYWHERE).open());
        var dealer =
            Scene.await(zmq.dealer().sendHighWaterMark(MARK).connect(way.apply(at(router))).open());
        yield new Ends(dealer, router, dealer::send, bodies(router.receive()));
      }
      case ROUTER_DEALER -> {
        var router =
            Scene.await(zmq.router().mandatory(true).sendHighWaterMark(MARK).bind(ANYWHERE).open());
        var dealer =
            Scene.await(
                zmq.dealer()
                    .routingId(NAME)
                    .receiveHighWaterMark(MARK)
                    .connect(way.apply(at(router)))
                    .open());
        Scene.await(
            router
                .metrics()
                .repeatWhen(again -> again)
                .filter(figures -> figures.peers() == 1)
                .next());
        yield new Ends(router, dealer, to(router, NAME), dealer.receive());
      }
      case CLIENT_SERVER -> {
        var server = Scene.await(zmq.server().receiveHighWaterMark(MARK).bind(ANYWHERE).open());
        var client =
            Scene.await(zmq.client().sendHighWaterMark(MARK).connect(way.apply(at(server))).open());
        yield new Ends(client, server, client::send, bodies(server.receive()));
      }
      case SERVER_CLIENT -> {
        var server = Scene.await(zmq.server().sendHighWaterMark(MARK).bind(ANYWHERE).open());
        var client =
            Scene.await(
                zmq.client().receiveHighWaterMark(MARK).connect(way.apply(at(server))).open());
        Scene.await(client.send(ZmqMessage.of("here I am")));
        RoutingId id = Scene.await(server.receive().next()).peer();
        yield new Ends(server, client, to(server, id), client.receive());
      }
      case PEER -> {
        var one = Scene.await(zmq.peer().receiveHighWaterMark(MARK).bind(ANYWHERE).open());
        var other = Scene.await(zmq.peer().sendHighWaterMark(MARK).open());
        RoutingId id = Scene.await(other.connectPeer(way.apply(at(one))));
        yield new Ends(other, one, to(other, id), bodies(one.receive()));
      }
      case PUB_SUB -> {
        var pub = Scene.await(zmq.pub().noDrop(true).sendHighWaterMark(MARK).bind(ANYWHERE).open());
        var sub =
            Scene.await(
                zmq.sub()
                    .receiveHighWaterMark(MARK)
                    .subscribe("")
                    .connect(way.apply(at(pub)))
                    .open());
        Scene.await(pub.awaitSubscribers("", 1));
        yield new Ends(pub, sub, pub::send, sub.receive());
      }
      case XPUB_SUB -> {
        var pub =
            Scene.await(zmq.xpub().noDrop(true).sendHighWaterMark(MARK).bind(ANYWHERE).open());
        var sub =
            Scene.await(
                zmq.sub()
                    .receiveHighWaterMark(MARK)
                    .subscribe("")
                    .connect(way.apply(at(pub)))
                    .open());
        Scene.await(pub.awaitSubscribers("", 1));
        yield new Ends(pub, sub, pub::send, sub.receive());
      }
    };
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
