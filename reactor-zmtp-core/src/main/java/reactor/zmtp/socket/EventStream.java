package reactor.zmtp.socket;

import java.util.function.Consumer;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.zmtp.SocketEvent;

/** A socket's events, to whoever listens. Told on the event loop only. */
final class EventStream {

  /** How far a subscriber may fall behind. */
  private static final int BEHIND = 1024;

  private final Consumer<SocketEvent> consumer;
  private final Sinks.Many<SocketEvent> subscribers = Sinks.many().multicast().directBestEffort();

  EventStream(Consumer<SocketEvent> consumer) {
    this.consumer = consumer;
  }

  void tell(SocketEvent event) {
    consumer.accept(event);
    subscribers.tryEmitNext(event);
  }

  void complete() {
    subscribers.tryEmitComplete();
  }

  Flux<SocketEvent> asFlux() {
    return subscribers
        .asFlux()
        .onBackpressureBuffer(BEHIND, lost -> {}, BufferOverflowStrategy.DROP_OLDEST);
  }
}
