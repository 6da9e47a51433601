package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/**
 * One that means well and sends a numbered message every millisecond, and one that receives them
 * and tells them from those of strangers. One of the two sockets is under attack.
 */
final class Honest {

  private static final Duration PACE = Duration.ofMillis(1);
  private static final int SOME = 20;

  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final List<Long> outOfOrder = new CopyOnWriteArrayList<>();
  private final List<ZmqMessage> strangers = new CopyOnWriteArrayList<>();
  private final Sinks.Empty<Void> enough = Sinks.empty();
  private final Mono<Void> sending;
  private final Disposable receiving;

  Honest(SendingSocket push, ReceivingSocket pull) {
    receiving = pull.receive().subscribe(this::take);
    Flux<ZmqMessage> paced = Supply.endless().messages().delayElements(PACE);
    sending = push.send(counted(paced.takeUntilOther(enough.asMono()))).cache();
    sending.subscribe();
    messagesFlow();
  }

  /** Nothing that is counted is cancelled after that: it ends in order. */
  private Flux<ZmqMessage> counted(Flux<ZmqMessage> messages) {
    return messages.doOnNext(m -> sent.incrementAndGet());
  }

  private void take(ZmqMessage message) {
    if (message.size() == 1 && message.length(0) > 0 && Character.isDigit(message.bytes()[0])) {
      long number = Supply.number(message);
      if (received.getAndIncrement() != number) {
        outOfOrder.add(number);
      }
    } else {
      strangers.add(message);
    }
  }

  /** Waits for some more of its messages. */
  void messagesFlow() {
    long before = received.get();
    Scene.await(
        Mono.fromCallable(() -> received.get() >= before + SOME)
            .repeatWhen(done -> done.delayElements(PACE))
            .filter(enough -> enough)
            .next(),
        () -> SOME + " messages of the honest peer");
  }

  /** Waits for messages that others sent. */
  List<ZmqMessage> strangers(int count) {
    Scene.await(
        Mono.fromCallable(() -> strangers.size() >= count)
            .repeatWhen(done -> done.delayElements(PACE))
            .filter(enough -> enough)
            .next(),
        () -> count + " messages of strangers, not " + strangers);
    return strangers;
  }

  /** Stops sending, and sees that all that was sent has come. */
  void stopAndCount() {
    messagesFlow();
    enough.tryEmitEmpty();
    Scene.await(sending);
    Scene.await(
        Mono.fromCallable(() -> received.get() == sent.get())
            .repeatWhen(done -> done.delayElements(PACE))
            .filter(all -> all)
            .next(),
        () -> sent + " messages of the honest peer, not " + received);
    receiving.dispose();
    assertThat(outOfOrder).isEmpty();
  }
}
