package reactor.zmtp.samples.benchmarks.peer;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.concurrent.Queues;
import reactor.zmtp.ZmqMessage;

/**
 * No socket at all: a sink of Reactor each way between two threads of one process. Nobody who is
 * built on Reactor is faster.
 */
final class SinksPeer implements Peer {

  private static final int BOUND = 1024;

  private final Sinks.Many<ZmqMessage> there = sink();
  private final Sinks.Many<ZmqMessage> back = sink();

  private static Sinks.Many<ZmqMessage> sink() {
    return Sinks.many().unicast().onBackpressureBuffer(Queues.<ZmqMessage>get(BOUND).get());
  }

  @Override
  public void play(Plan plan) {
    switch (plan.role()) {
      case RECEIVE -> receive(plan);
      case SEND -> send(plan);
      case ECHO -> received(there, "echo").doOnNext(message -> emit(back, message)).blockLast();
      case PING -> ping(plan);
      default -> throw new IllegalArgumentException(plan.role() + " is none of a sink's roles");
    }
  }

  private void receive(Plan plan) {
    Counter<ZmqMessage> counter = new Counter<>(new RateMeter(plan), Counter.UNBOUNDED);
    received(there, "receive").subscribe(counter);
    counter.await();
  }

  private void send(Plan plan) {
    ZmqMessage message = ZmqMessage.wrap(new byte[plan.size()]);
    while (true) {
      emit(there, message);
    }
  }

  private void ping(Plan plan) {
    RoundTrips trips = new RoundTrips(plan);
    ZmqMessage message = ZmqMessage.wrap(new byte[plan.size()]);
    trips.leaves();
    emit(there, message);
    received(back, "ping")
        .takeWhile(reply -> !trips.isBack())
        .doOnNext(
            reply -> {
              trips.leaves();
              emit(there, message);
            })
        .blockLast();
  }

  private static Flux<ZmqMessage> received(Sinks.Many<ZmqMessage> sink, String thread) {
    return sink.asFlux().publishOn(Schedulers.newSingle(thread), BOUND);
  }

  /** Waits while it is full. */
  private static void emit(Sinks.Many<ZmqMessage> sink, ZmqMessage message) {
    while (sink.tryEmitNext(message).isFailure()) {
      Thread.onSpinWait();
    }
  }
}
