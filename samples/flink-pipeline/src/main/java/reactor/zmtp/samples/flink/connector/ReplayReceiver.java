package reactor.zmtp.samples.flink.connector;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.ZmqMessage;

/**
 * Receives from acknowledged sinks: the effect of each message is once, whatever comes again. It
 * keeps one position for each run of each task of the sinks.
 *
 * <p>A receiver whose effects outlive it keeps the positions with them, in one transaction, and is
 * given them when it begins again.
 */
public final class ReplayReceiver implements Disposable {

  private final RouterSocket router;
  private final Map<String, Long> next; // one message at a time
  private final Function<? super Numbered, ? extends Publisher<Void>> effect;
  private final Sinks.Empty<Void> ended = Sinks.empty();
  private final Disposable receiving;

  private ReplayReceiver(
      RouterSocket router,
      Map<String, Long> next,
      Function<? super Numbered, ? extends Publisher<Void>> effect) {
    this.router = router;
    this.next = new HashMap<>(next);
    this.effect = effect;
    this.receiving =
        router
            .receive()
            .concatMap(this::take)
            .subscribe(nothing -> {}, this::failed, ended::tryEmitEmpty);
  }

  /**
   * Opens a socket and begins.
   *
   * @param router bound to what the sinks connect to
   * @param next by generation, the position of the message whose effect comes next; empty if none
   *     had one yet
   * @param effect what a message does; one after the other, acknowledged when it completes. An
   *     error ends the receiver
   * @return the receiver; fails as {@link RouterSpec#open()} does
   */
  public static Mono<ReplayReceiver> open(
      RouterSpec router,
      Map<String, Long> next,
      Function<? super Numbered, ? extends Publisher<Void>> effect) {
    return router.mandatory(true).open().map(opened -> new ReplayReceiver(opened, next, effect));
  }

  private Mono<Void> take(RoutedMessage request) {
    ZmqMessage message = request.message();
    try {
      return switch (message.text(0)) {
        case ReplayFrames.BEGIN -> begin(message);
        case ReplayFrames.PUT -> put(message);
        case ReplayFrames.COMMIT -> commit(request);
        default -> Mono.empty();
      };
    } catch (ReplayException e) {
      return Mono.empty(); // whoever it is, it is no sink of ours
    }
  }

  private Mono<Void> begin(ZmqMessage message) {
    long first = ReplayFrames.position(message, 2);
    next.putIfAbsent(message.text(1), first);
    return Mono.empty();
  }

  private Mono<Void> put(ZmqMessage message) {
    Numbered numbered = ReplayFrames.numbered(message);
    Long expected = next.get(numbered.generation());
    if (expected == null || expected != numbered.position()) {
      return Mono.empty(); // it was here before, or what is before it is still to come
    }
    return Mono.from(effect.apply(numbered))
        .doOnSuccess(nothing -> next.put(numbered.generation(), expected + 1));
  }

  private Mono<Void> commit(RoutedMessage request) {
    ReplayFrames.position(request.message(), 2);
    String generation = request.message().text(1);
    long had = next.getOrDefault(generation, 0L);
    return router
        .send(request.reply(ReplayFrames.of(ReplayFrames.DONE, generation, had)))
        .onErrorComplete(UnroutableException.class); // gone; it asks when it is back
  }

  private void failed(Throwable error) {
    router.dispose();
    ended.tryEmitError(error);
  }

  /**
   * Where the sinks connect to.
   *
   * @return the first endpoint, with the port that it has got
   */
  public String address() {
    return router.address();
  }

  /**
   * Waits for its end.
   *
   * @return completes when it is disposed of; fails if an effect does
   */
  public Mono<Void> whenEnded() {
    return ended.asMono();
  }

  /** Closes the socket; what is not acknowledged will come again. */
  @Override
  public void dispose() {
    receiving.dispose();
    router.dispose();
    ended.tryEmitEmpty();
  }

  @Override
  public boolean isDisposed() {
    return router.isDisposed();
  }

  /**
   * A message and its number.
   *
   * @param generation which run of which task of the sink it is of; any text
   * @param position how many were before it in that run
   * @param message the message
   */
  public record Numbered(String generation, long position, ZmqMessage message) {}
}
