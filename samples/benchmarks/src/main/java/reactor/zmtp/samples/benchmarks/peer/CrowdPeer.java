package reactor.zmtp.samples.benchmarks.peer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/**
 * Peers by the thousand in one process, whichever library is on the other side: sockets of this one
 * on one event loop, since ten thousand of the others take more files than a process may have.
 */
final class CrowdPeer implements Peer {

  /** How many messages of each DEALER are under way. */
  private static final int OUTSTANDING = 16;

  private final ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();

  @Override
  public void play(Plan plan) {
    switch (plan.role()) {
      case SEND -> send(plan);
      case SUPPLY -> endless(OursSockets.open(zmq.push(), plan), plan).block();
      case DEAL -> deal(plan);
      case SUBSCRIBE -> subscribe(plan);
      case ARRIVE -> {
        arrive(plan);
        arrive(plan);
      }
      default -> throw new IllegalArgumentException(plan.role() + " is none of a crowd's roles");
    }
  }

  private void send(Plan plan) {
    OursSockets.openings(zmq.push(), plan)
        .take(plan.count())
        .flatMap(opening -> opening, Plan.AT_ONCE)
        .flatMap(push -> endless(push, plan), plan.count())
        .blockLast();
  }

  private static Mono<Void> endless(SendingSocket socket, Plan plan) {
    ZmqMessage message = ZmqMessage.wrap(new byte[plan.size()]);
    return socket.send(Flux.generate(sink -> sink.next(message)));
  }

  private void deal(Plan plan) {
    RateMeter meter = new RateMeter(plan);
    ZmqMessage message = ZmqMessage.wrap(new byte[plan.size()]);
    OursSockets.openings(zmq.dealer(), plan)
        .take(plan.count())
        .flatMap(opening -> opening, Plan.AT_ONCE)
        .flatMap(dealer -> deal(dealer, message, meter), plan.count())
        .next()
        .block();
  }

  /** Completes when enough has been counted, and is empty until then. */
  private static Mono<Boolean> deal(DealerSocket dealer, ZmqMessage message, RateMeter meter) {
    Flux<ZmqMessage> first = Flux.just(message).repeat(OUTSTANDING - 1);
    Flux<ZmqMessage> next =
        dealer.receive().takeWhile(reply -> !meter.count()).map(reply -> message);
    return dealer.send(Flux.concat(first, next)).thenReturn(true);
  }

  private void subscribe(Plan plan) {
    Counter<ZmqMessage> counter = new Counter<>(new RateMeter(plan), Counter.UNBOUNDED);
    OursSockets.openings(zmq.sub().subscribe(""), plan)
        .take(plan.count())
        .flatMap(opening -> opening, Plan.AT_ONCE)
        .doOnNext(sub -> sub.receive().subscribe(counter.another()))
        .blockLast();
    counter.await();
  }

  /** All come, a few at a time; when each has its answer, all go. */
  private void arrive(Plan plan) {
    byte[] began = ByteBuffer.allocate(plan.size()).putLong(System.nanoTime()).array();
    ZmqMessage message = ZmqMessage.wrap(began);
    List<DealerSocket> dealers =
        OursSockets.openings(zmq.dealer().linger(Duration.ZERO), plan)
            .take(plan.count())
            .flatMap(
                opening ->
                    opening.flatMap(
                        dealer ->
                            dealer
                                .send(message)
                                .thenMany(dealer.receive())
                                .next()
                                .thenReturn(dealer)),
                Plan.AT_ONCE)
            .collectList()
            .block();
    Flux.fromIterable(List.copyOf(dealers)).flatMap(DealerSocket::disposeLater).blockLast();
  }
}
