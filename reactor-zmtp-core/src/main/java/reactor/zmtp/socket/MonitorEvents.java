package reactor.zmtp.socket;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.Signals;

/** Events of a socket; a listener's fault harms no other. */
final class MonitorEvents {

  /** The most events that a subscriber may fall behind. */
  private static final int BEHIND = 1024;

  private final IoLoop loop;
  private final Consumer<SocketEvent> consumer;
  private final List<FluxSink<SocketEvent>> subscribers = new CopyOnWriteArrayList<>();
  private volatile boolean over;

  MonitorEvents(IoLoop loop, Consumer<SocketEvent> consumer) {
    this.loop = loop;
    this.consumer = consumer;
  }

  /** Reports to all subscribers after this step of the loop, in the order of the calls. */
  void tell(SocketEvent event) {
    loop.signal(() -> deliver(event));
  }

  /** Reports now, between two steps. */
  void deliver(SocketEvent event) {
    assert loop.isSignalling();
    consumer.accept(event);
    subscribers.forEach(subscriber -> deliver(event, subscriber));
  }

  private void deliver(SocketEvent event, FluxSink<SocketEvent> subscriber) {
    try {
      subscriber.next(event);
    } catch (Throwable t) { // one who throws has cancelled (rule 2.13)
      subscribers.remove(subscriber);
      Signals.dropped(t);
    }
  }

  /** After the events before. */
  void complete() {
    loop.signal(this::end);
  }

  private void end() {
    over = true;
    for (FluxSink<SocketEvent> subscriber : subscribers) {
      try {
        complete(subscriber);
      } catch (Throwable t) {
        Signals.dropped(t);
      }
    }
  }

  Flux<SocketEvent> asFlux() {
    return Flux.<SocketEvent>push(this::add, FluxSink.OverflowStrategy.IGNORE)
        .onBackpressureBuffer(BEHIND, lost -> {}, BufferOverflowStrategy.DROP_OLDEST);
  }

  private void add(FluxSink<SocketEvent> subscriber) {
    subscribers.add(subscriber);
    subscriber.onDispose(() -> subscribers.remove(subscriber));
    if (over) {
      complete(subscriber);
    }
  }

  // Once, though a subscriber that comes at the end may be found by both sides.
  private void complete(FluxSink<SocketEvent> subscriber) {
    if (subscribers.remove(subscriber)) {
      subscriber.complete();
    }
  }
}
