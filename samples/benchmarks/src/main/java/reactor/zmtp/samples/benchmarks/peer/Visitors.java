package reactor.zmtp.samples.benchmarks.peer;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** DEALERs of this library, each for one message and its answer. */
final class Visitors {

  private Visitors() {}

  static void play(Plan plan) {
    ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();
    ZmqMessage message = ZmqMessage.wrap(new byte[plan.size()]);
    RateMeter meter = new RateMeter(plan, Plan.AT_ONCE);
    OursSockets.openings(zmq.dealer().linger(Duration.ZERO), plan)
        .flatMap(opening -> visit(opening, message), Plan.AT_ONCE)
        .takeWhile(reply -> !meter.count())
        .blockLast();
  }

  private static Mono<ZmqMessage> visit(Mono<DealerSocket> opening, ZmqMessage message) {
    return Mono.usingWhen(
        opening,
        dealer -> dealer.send(message).thenMany(dealer.receive()).next(),
        DealerSocket::disposeLater);
  }
}
