package reactor.zmtp.storm;

import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqMessage;

/** What users of REQ and REP do: a reply is its request, or says that the service has failed. */
final class Requests {

  private static final ZmqMessage FAILURE = ZmqMessage.of("failed");

  private Requests() {}

  static ZmqMessage failure(Throwable error) {
    return FAILURE;
  }

  static void client(Node node, ReqSocket socket) {
    node.acts.add(() -> request(node, socket));
    node.acts.add(() -> request(node, socket));
    node.acts.add(() -> requests(node, socket));
    node.acts.add(
        () -> {
          Told<?> request = request(node, socket);
          node.world.later(Duration.ofMillis(node.dice.below(10)), request::cancel);
        });
    node.keepsMark = false;
    node.probe = () -> request(node, socket);
  }

  private static Told<ZmqMessage> request(Node node, ReqSocket socket) {
    ZmqMessage question = question(node);
    return node.world.ask(
        node, "request()", socket.request(question), answer -> check(node, question, answer));
  }

  private static void requests(Node node, ReqSocket socket) {
    Flux<ZmqMessage> questions = Flux.range(0, node.dice.below(8)).map(i -> question(node));
    Reader<ZmqMessage> reader = new Reader<>(node, "request(publisher)", answer -> {});
    node.world.read(reader, socket.request(questions, node.dice.between(1, 4)));
  }

  private static ZmqMessage question(Node node) {
    Ledger.Send send = node.world.ledger.send(node);
    return node.letter(send, 1, node.dice, 10_000).message();
  }

  private static void check(Node node, ZmqMessage question, ZmqMessage answer) {
    boolean own = answer.equals(question) || answer.equals(FAILURE) || answer.byteSize() == 0;
    if (!own) {
      node.world.findings.add(Rule.OWN_REPLY, node + " asked one thing and was told another");
    }
  }

  static void service(Node node, RepSocket socket) {
    node.keepsMark = false;
    serve(node, socket);
    node.acts.add(() -> serve(node, socket));
  }

  private static void serve(Node node, RepSocket socket) {
    node.services.add(
        node.world.askForLong(node, "reply()", socket.reply(request -> handle(node, request))));
    node.resume = () -> serve(node, socket);
  }

  private static Publisher<ZmqMessage> handle(Node node, ZmqMessage request) {
    node.world.moves.increment();
    Callbacks.run(node.world.findings, true, node + ": handler", () -> node.world.whims.act(node));
    Mono<ZmqMessage> reply = Mono.just(request);
    if (!node.world.isStormy()) {
      return reply;
    }
    return switch (node.dice.below(8)) {
      case 0 -> Mono.error(Tantrum.error());
      case 1 -> Mono.empty();
      case 2 -> throw Tantrum.error();
      case 3 -> reply.delayElement(Duration.ofMillis(node.dice.below(5)));
      default -> reply;
    };
  }
}
