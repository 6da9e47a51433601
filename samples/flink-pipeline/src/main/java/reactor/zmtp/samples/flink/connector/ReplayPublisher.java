package reactor.zmtp.samples.flink.connector;

import java.util.UUID;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.ZmqMessage;

/**
 * Publishes to one acknowledged source. What it was given is kept until the source says that it is
 * in a complete checkpoint, and sent again from there when the source asks for it after a failure.
 * So many messages are kept at most; beyond that there is no demand. The rate is therefore at most
 * as many by Flink's checkpoint interval.
 *
 * <p>The source that asked last is served. The position counts from 0; its generation is new with
 * each publisher: a source that has read from another one before is told.
 */
public final class ReplayPublisher implements Disposable {

  private final String generation = UUID.randomUUID().toString();
  private final Disposable.Swap sending = Disposables.swap();
  private final RouterSocket router;
  private final ReplayLog log;
  private final Disposable receiving;

  private ReplayPublisher(RouterSocket router, Publisher<ZmqMessage> messages, int retained) {
    this.router = router;
    this.log = new ReplayLog(retained);
    Flux.from(messages).subscribe(log);
    this.receiving = router.receive().subscribe(this::take);
  }

  /**
   * Opens a socket and begins.
   *
   * @param router bound to, or connected to, what the source is not
   * @param messages what to publish; requested from on the socket's event loop
   * @param retained most messages that are kept, 1 or more
   * @return the publisher; fails as {@link RouterSpec#open()} does
   */
  public static Mono<ReplayPublisher> open(
      RouterSpec router, Publisher<ZmqMessage> messages, int retained) {
    return router
        .mandatory(true)
        .open()
        .map(opened -> new ReplayPublisher(opened, messages, retained));
  }

  private void take(RoutedMessage request) {
    ZmqMessage message = request.message();
    try {
      switch (message.text(0)) {
        case ReplayFrames.FROM ->
            replay(request, message.text(1), ReplayFrames.position(message, 2));
        case ReplayFrames.ACK -> log.acknowledge(ReplayFrames.position(message, 1));
        default -> {
          // Whoever it is, it is no source of ours.
        }
      }
    } catch (ReplayException e) {
      send(request, Flux.just(ZmqMessage.of(ReplayFrames.GONE, String.valueOf(e.getMessage()))));
    }
  }

  private void replay(RoutedMessage request, String read, long position) {
    long from = read.isEmpty() ? log.first() : position;
    if (!read.isEmpty() && !read.equals(generation)) {
      send(request, Flux.just(ZmqMessage.of(ReplayFrames.GONE, "this is " + generation)));
    } else if (from < log.first() || from > log.next()) {
      String kept = "%d to %d are kept".formatted(log.first(), log.next());
      send(request, Flux.just(ZmqMessage.of(ReplayFrames.GONE, kept)));
    } else {
      ZmqMessage start = ReplayFrames.of(ReplayFrames.START, generation, from);
      send(request, log.from(from).startWith(start));
    }
  }

  private void send(RoutedMessage request, Flux<ZmqMessage> answers) {
    sending.update(
        router
            .send(answers.map(request::reply))
            .onErrorComplete(UnroutableException.class) // gone; it asks when it is back
            .subscribe());
  }

  /**
   * Where the source connects to.
   *
   * @return the first endpoint, with the port that it has got
   */
  public String address() {
    return router.address();
  }

  /**
   * How many messages were published, and how many of them are acknowledged.
   *
   * @return the difference is what is kept
   */
  public Progress progress() {
    long acknowledged = log.first();
    return new Progress(acknowledged, log.next());
  }

  /**
   * Waits for the source.
   *
   * @return completes when all that there was to publish is acknowledged; fails if the messages do
   */
  public Mono<Void> whenAcknowledged() {
    return log.whenAcknowledged();
  }

  /** Cancels the messages and closes the socket. */
  @Override
  public void dispose() {
    log.dispose();
    receiving.dispose();
    sending.dispose();
    router.dispose();
  }

  @Override
  public boolean isDisposed() {
    return router.isDisposed();
  }

  /**
   * How far it is.
   *
   * @param acknowledged messages that are in complete checkpoints
   * @param published messages that it was given
   */
  public record Progress(long acknowledged, long published) {}
}
