package reactor.zmtp.watch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.SocketEvent;

/** What a socket has told, from its beginning: given to the {@code doOnEvent} of its spec. */
public final class Events implements Consumer<SocketEvent> {

  private final List<SocketEvent> all = new CopyOnWriteArrayList<>();
  private final Sinks.Many<SocketEvent> told = Sinks.many().replay().all();

  /** Nothing told yet. */
  public Events() {}

  @Override
  public void accept(SocketEvent event) {
    all.add(event);
    told.emitNext(event, Sinks.EmitFailureHandler.FAIL_FAST);
  }

  /** All that has been told until now. */
  public List<SocketEvent> all() {
    return List.copyOf(all);
  }

  /** The types of all that has been told until now. */
  public List<String> names() {
    return all.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  /** How many of one type have been told until now. */
  public long count(Class<? extends SocketEvent> type) {
    return all.stream().filter(type::isInstance).count();
  }

  /** Waits for the first of a type. */
  public <E extends SocketEvent> E await(Class<E> type) {
    return await(type, 1);
  }

  /** Waits for the nth of a type. */
  public <E extends SocketEvent> E await(Class<E> type, int nth) {
    return Scene.await(
        told.asFlux().ofType(type).skip(nth - 1).next(),
        () -> "the " + nth + ". " + type.getSimpleName() + "; told was " + all);
  }

  /** Waits for the first that meets a condition. */
  public <E extends SocketEvent> E await(Class<E> type, Predicate<? super E> condition) {
    Mono<E> first = told.asFlux().ofType(type).filter(condition).next();
    return Scene.await(first, () -> type.getSimpleName() + "; told was " + all);
  }
}
