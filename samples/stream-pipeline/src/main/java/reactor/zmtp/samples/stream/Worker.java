package reactor.zmtp.samples.stream;

import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/**
 * What all workers have in common: they take as much as they can hand on, and end with their
 * connections. One that would go on with a new connection would have what the coordinator has given
 * to others meanwhile.
 */
final class Worker {

  private Worker() {}

  /** How long a worker waits for a coordinator. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a worker that is there before its coordinator waits at most to try again. */
  static final Duration RETRY = Duration.ofSeconds(1);

  /** What it has not sent when it ends is of no use: others do it again. */
  static Mono<PushSocket> out(ZmqContext zmq, String endpoint) {
    return zmq.push()
        .sendHighWaterMark(Coordinator.MARK)
        .linger(Duration.ZERO)
        .reconnectIntervalMax(RETRY)
        .connect(endpoint)
        .open();
  }

  static <S extends ReceivingSocket> Mono<Void> run(
      Mono<S> in, Mono<PushSocket> out, Function<S, Flux<ZmqMessage>> work) {
    return Mono.usingWhen(
        out,
        to ->
            Mono.usingWhen(
                in,
                from -> to.send(work.apply(from)).takeUntilOther(end(from, to)),
                ZmqSocket::disposeLater),
        ZmqSocket::disposeLater);
  }

  /** Comes when a connection has ended; fails if there is none for too long. */
  private static Flux<SocketEvent> end(ZmqSocket from, ZmqSocket to) {
    Mono<SocketEvent> nobody =
        Mono.error(
            () ->
                new IllegalStateException(
                    "for %d s there is no coordinator at %s"
                        .formatted(PATIENCE.toSeconds(), from.endpoints())));
    return Flux.merge(from.events(), to.events())
        .filter(
            event ->
                event instanceof SocketEvent.HandshakeSucceeded
                    || event instanceof SocketEvent.Disconnected)
        .timeout(Mono.delay(PATIENCE), event -> Mono.never(), nobody)
        .filter(event -> event instanceof SocketEvent.Disconnected);
  }

  /** One by one, each after a pause: a worker that is slow. */
  static Flux<ZmqMessage> paced(Flux<ZmqMessage> messages, Duration pause) {
    return pause.isZero()
        ? messages
        : messages.concatMap(message -> Mono.delay(pause).thenReturn(message), 1);
  }
}
