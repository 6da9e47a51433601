package reactor.zmtp.storm;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.PubSocket;
import reactor.zmtp.ReceiveOptions;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.RoutingSocket;
import reactor.zmtp.SendOptions;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.security.ZapReply;

/** Opens a socket of each type, and knows how it sends and receives. */
final class Sockets {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int SMALL = 4096;

  private final World world;
  private final ZmqContext zmq;
  private final Plan plan;

  Sockets(World world) {
    this.world = world;
    this.zmq = world.zmq;
    this.plan = world.plan;
  }

  Node push(String name) {
    return open(name, sends(zmq.push().conflate(plan.option())), this::sender);
  }

  Node pull(String name) {
    return open(name, receives(zmq.pull().conflate(plan.option())), this::receiver);
  }

  Node scatter(String name) {
    return single(open(name, sends(zmq.scatter()), this::sender));
  }

  Node gather(String name) {
    return single(open(name, receives(zmq.gather()), this::receiver));
  }

  Node pair(String name) {
    return open(name, sends(receives(zmq.pair())), this::both);
  }

  Node channel(String name) {
    return single(open(name, sends(receives(zmq.channel())), this::both));
  }

  Node client(String name) {
    return single(open(name, sends(receives(zmq.client())), this::both));
  }

  Node server(String name) {
    return single(open(name, sends(receives(zmq.server())), this::router));
  }

  Node peer(String name) {
    return single(open(name, sends(receives(zmq.peer())), this::router));
  }

  Node dealer(String name) {
    RoutingId id = RoutingId.of(name);
    Node node = open(name, sends(receives(zmq.dealer().routingId(id))), this::both);
    node.id = id;
    return node;
  }

  Node router(String name) {
    Node node = open(name, sends(receives(zmq.router().mandatory(plan.option()))), this::router);
    return node;
  }

  Node stream(String name) {
    Node node = open(name, sends(receives(zmq.stream())), this::router);
    node.readsLetters = false;
    node.multipart = false;
    return node;
  }

  Node pub(String name) {
    return open(name, sends(zmq.pub().noDrop(plan.option())), this::publisher);
  }

  Node xpub(String name) {
    Node node =
        open(
            name,
            sends(receives(zmq.xpub().noDrop(plan.option()).manualLastValue(plan.secondOption()))),
            (self, socket) -> {
              publisher(self, socket);
              self.readsLetters = false;
              self.inlet =
                  new Node.Inlet<>(
                      () -> socket.receive().doOnNext(request -> grant(self, socket, request)),
                      message -> message);
            });
    return node;
  }

  /** Who decides himself what subscribers get gives them what they ask for. */
  private void grant(Node node, XPubSocket xpub, ZmqMessage request) {
    if (plan.secondOption() && request.length(0) == 2 && request.bytes(0)[0] == 1) {
      String topic = request.text(0).substring(1);
      world.ask(null, node + ": subscribe(request, topic)", xpub.subscribe(request, topic));
      node.acts.add(
          () ->
              world.ask(
                  node,
                  "subscribe(request, volatile)",
                  xpub.subscribe(request, "" + Node.VOLATILE)));
    }
  }

  Node sub(String name, String topics) {
    return open(
        name,
        receives(zmq.sub().subscribe(topics.split(""))),
        (self, socket) -> {
          receiver(self, socket);
          subscriber(self, socket, topics);
        });
  }

  Node xsub(String name, String topics) {
    return open(
        name,
        sends(receives(zmq.xsub().subscribe(topics.split("")))),
        (self, socket) -> {
          receiver(self, socket);
          subscriber(self, socket, topics);
        });
  }

  Node radio(String name) {
    Node node =
        open(
            name,
            sends(zmq.radio().noDrop(plan.option())),
            (self, socket) ->
                self.outlet =
                    Node.Outlet.of(
                        socket::send,
                        socket::send,
                        letter -> new GroupMessage("" + letter.topic(), letter.message())));
    return single(node);
  }

  Node dish(String name, String groups) {
    Node node =
        open(
            name,
            receives(zmq.dish().join(groups.split(""))),
            (self, socket) -> {
              self.inlet = new Node.Inlet<>(socket::receive, GroupMessage::message);
              self.topics = groups;
              String some = "" + Node.VOLATILE;
              self.acts.add(() -> world.ask(self, "join()", socket.join(some)));
              self.acts.add(() -> world.ask(self, "leave()", socket.leave(some)));
            });
    return single(node);
  }

  Node req(String name) {
    return open(
        name,
        sends(zmq.req().correlate(plan.option()).relaxed(plan.secondOption())),
        (self, socket) -> Requests.client(self, socket));
  }

  Node rep(String name) {
    return open(
        name,
        sends(receives(zmq.rep().onError(Requests::failure))),
        (self, socket) -> Requests.service(self, socket));
  }

  // What a socket can do.

  private void sender(Node node, SendingSocket socket) {
    node.outlet = Node.Outlet.of(socket::send, socket::send, Letter::message);
  }

  private void receiver(Node node, ReceivingSocket socket) {
    node.inlet = new Node.Inlet<>(socket::receive, message -> message);
  }

  private <T extends SendingSocket & ReceivingSocket> void both(Node node, T socket) {
    sender(node, socket);
    receiver(node, socket);
  }

  private void router(Node node, RoutingSocket socket) {
    node.addresses = true;
    node.keepsMark = false;
    node.outlet =
        Node.Outlet.of(
            socket::send, socket::send, letter -> new RoutedMessage(letter.to(), letter.message()));
    node.inlet = new Node.Inlet<>(socket::receive, (RoutedMessage message) -> met(node, message));
  }

  private static ZmqMessage met(Node node, RoutedMessage message) {
    if (!node.addressees.contains(message.peer())) {
      node.addressees.add(message.peer());
    }
    return message.message();
  }

  private void publisher(Node node, PubSocket socket) {
    node.outlet = Node.Outlet.of(socket::send, socket::send, Letter::message);
    Function<Dice, String> topic = dice -> "" + dice.one(Node.STABLE);
    node.acts.add(
        () ->
            world.askForLong(
                node,
                "awaitSubscribers()",
                socket.awaitSubscribers(topic.apply(node.dice), node.dice.between(1, 3))));
    node.acts.add(() -> world.ask(node, "topicCount()", socket.topicCount()));
  }

  private void subscriber(Node node, SubSocket socket, String topics) {
    node.topics = topics;
    String some = "" + Node.VOLATILE;
    node.acts.add(() -> world.ask(node, "subscribe()", socket.subscribe(some)));
    node.acts.add(() -> world.ask(node, "unsubscribe()", socket.unsubscribe(some)));
  }

  private static Node single(Node node) {
    node.multipart = false;
    return node;
  }

  // What all sockets have.

  private <S extends SocketSpec<S, ?> & SendOptions<S>> S sends(S spec) {
    return spec.sendHighWaterMark(plan.mark());
  }

  private <S extends SocketSpec<S, ?> & ReceiveOptions<S>> S receives(S spec) {
    return spec.receiveHighWaterMark(plan.mark());
  }

  private <S extends SocketSpec<S, T>, T extends ZmqSocket> Node open(
      String name, S spec, BiConsumer<Node, T> can) {
    Diary diary = new Diary(world, name);
    S whole =
        spec.linger(plan.linger())
            .reconnectInterval(Duration.ofMillis(2))
            .reconnectIntervalMax(Duration.ofMillis(30))
            .doOnEvent(diary);
    if (plan.smallBuffers()) {
      whole = whole.sendBuffer(SMALL).receiveBuffer(SMALL);
    }
    if (plan.judged() && !name.startsWith("stream")) {
      whole = whole.authenticator(request -> judge(name));
    }
    T socket = whole.open().block(PATIENCE);
    Node node = new Node(world, name, socket, diary);
    node.mark = plan.mark();
    diary.belongsTo(node);
    can.accept(node, socket);
    world.nodes.add(node);
    return node;
  }

  /** Lets everybody in, now or later; a judge who fails is asked again. */
  private Mono<ZapReply> judge(String name) {
    Node node = world.nodes.stream().filter(each -> each.name.equals(name)).findAny().orElse(null);
    if (node != null && world.isStormy()) {
      world.whims.act(node);
      Tantrum.perhaps(node.dice, 4);
    }
    Mono<ZapReply> reply = Mono.just(ZapReply.accepted(name));
    return node != null && node.dice.oneIn(2) ? reply.delayElement(Duration.ofMillis(2)) : reply;
  }
}
