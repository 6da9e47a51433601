package reactor.zmtp.samples.cli;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.ZmqMessage;

/** Sending and receiving at once, and when both are over. */
final class Duplex {

  private final Runnable endInput;
  private final AtomicBoolean hasInput = new AtomicBoolean();
  private final Mono<Void> sent;
  private final Mono<Void> received;

  Duplex(Outgoing outgoing, Function<Flux<ZmqMessage>, Mono<Void>> send, Mono<Void> received) {
    this.endInput = outgoing.endWhenIdle();
    this.sent = send.apply(outgoing.messages().doOnNext(message -> hasInput.set(true)));
    this.received = received;
  }

  /**
   * Over when everything is received, and what there is to send by then is sent, or cannot be sent
   * in time.
   */
  Mono<Void> untilReceived(Duration patience) {
    Sinks.Empty<Void> enough = Sinks.empty();
    Mono<Void> receiving =
        received.doOnSuccess(
            done -> {
              endInput.run();
              enough.tryEmitEmpty();
            });
    Mono<Long> tooLate = patience.isNegative() ? Mono.never() : Mono.delay(patience);
    return Mono.when(receiving, sent.takeUntilOther(enough.asMono().then(tooLate)));
  }

  /** Over when everything is sent; if there is nothing to send, not before the socket is. */
  Mono<Void> untilSent() {
    Mono<Void> sending = sent.then(Mono.defer(() -> hasInput.get() ? Mono.empty() : Mono.never()));
    return Mono.firstWithSignal(sending, received);
  }
}
