package reactor.zmtp.socket;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Observer;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.Requests;
import reactor.zmtp.pattern.Requests.Mode;
import reactor.zmtp.pattern.Requests.Outcome;
import reactor.zmtp.pipe.Pipe;

/** REQ. */
public final class DefaultReqSocket extends SocketBase<ZmqMessage> implements ReqSocket {

  private final Requests requests;

  public DefaultReqSocket(ZmqResources resources, Options options) {
    this(resources, options, requests(options), new Replied());
  }

  private DefaultReqSocket(
      ZmqResources resources, Options options, Requests requests, Replied replied) {
    super(
        resources, options, SocketType.REQ, requests, resources.nextLoop(options), loop -> replied);
    this.requests = requests;
    replied.socket = this;
  }

  private static Requests requests(Options options) {
    Mode mode =
        options.get(Option.CORRELATE)
            ? Mode.CORRELATED
            : options.get(Option.RELAXED) ? Mode.NEWEST : Mode.ONE_AT_A_TIME;
    // Not 0, so that replies to an earlier socket of the same routing id are not taken for ours.
    return new Requests(mode, options.get(Option.RESEND), ThreadLocalRandom.current().nextInt());
  }

  @Override
  public Mono<ZmqMessage> request(ZmqMessage request) {
    Objects.requireNonNull(request, "request");
    Observer observer = observer();
    return observer == null
        ? ask(request)
        : Mono.deferContextual(context -> observed(observer.request(request, context)));
  }

  private Mono<ZmqMessage> observed(Observer.Exchange exchange) {
    return ask(exchange.request())
        .doOnSuccess(reply -> exchange.replied())
        .doOnError(exchange::failed)
        .doOnCancel(exchange::cancelled);
  }

  private Mono<ZmqMessage> ask(ZmqMessage request) {
    return onLoop(
        "make a request",
        sink -> {
          PendingRequest pending = new PendingRequest(requests, request, sink);
          requests.add(pending);
          pending.onCancel(() -> forget(pending));
        });
  }

  @Override
  public Flux<ZmqMessage> request(Publisher<? extends ZmqMessage> messages, int concurrency) {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be 1 or more, not " + concurrency);
    }
    return Flux.<ZmqMessage>from(messages).flatMap(this::request, concurrency, 1);
  }

  private void forget(PendingRequest pending) {
    requests.forget(pending);
    outbound().room(); // another may have its turn now
  }

  private void receive(Pipe pipe, DefaultMessage message) {
    Outcome outcome = requests.receive(pipe, message);
    if (outcome == Outcome.MALFORMED) {
      discard(pipe.peer(), 1, DiscardReason.MALFORMED);
      return;
    }
    if (outcome == Outcome.UNEXPECTED) {
      discard(pipe.peer(), 1, DiscardReason.UNEXPECTED);
    }
    outbound().room(); // this peer may be asked again
  }

  @Override
  void left(Pipe pipe, @Nullable Throwable cause) {
    requests.lost(pipe, cause);
  }

  /** Replies never wait: each is its request's at once. */
  private static final class Replied implements Intake {

    @SuppressWarnings("NullAway.Init") // set before there are peers
    private DefaultReqSocket socket;

    private long received;

    @Override
    public boolean deliver(Pipe pipe, DefaultMessage message) {
      received++;
      socket.receive(pipe, message);
      return true;
    }

    @Override
    public void queued(Pipe pipe) {}

    @Override
    public void refuse() {}

    @Override
    public void close() {}

    @Override
    public long abandon() {
      return 0;
    }

    @Override
    public long received() {
      return received;
    }

    @Override
    public long waiting() {
      return 0;
    }

    @Override
    public long mostWaiting() {
      return 0;
    }
  }
}
