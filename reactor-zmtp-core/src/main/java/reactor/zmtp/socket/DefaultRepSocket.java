package reactor.zmtp.socket;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.RepSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.Frames;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.Envelope;
import reactor.zmtp.pipe.Pipe;

/** REP. */
public final class DefaultRepSocket extends SocketCore<ZmqMessage> implements RepSocket {

  private final Service service;

  /**
   * A live socket without endpoints.
   *
   * @param runtime what it shares with the others of its context
   * @param options its options
   */
  public DefaultRepSocket(Runtime runtime, Options options) {
    this(runtime, options, runtime.nextLoop());
  }

  private DefaultRepSocket(Runtime runtime, Options options, IoLoop loop) {
    this(runtime, options, loop, new Service(loop, options));
  }

  private DefaultRepSocket(Runtime runtime, Options options, IoLoop loop, Service service) {
    super(runtime, options, SocketType.REP, loop, service.replies(), service);
    this.service = service;
    service.of(this);
  }

  @Override
  public Mono<Void> reply(
      Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler, int concurrency) {
    Objects.requireNonNull(handler, "handler");
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be 1 or more, not " + concurrency);
    }
    return service.reply(handler, concurrency);
  }

  @Override
  public boolean consume(Pipe pipe, Frames message) {
    boolean malformed = Envelope.length(message) == 0;
    if (malformed) {
      discard(pipe.peer(), 1, DiscardReason.MALFORMED);
    }
    return malformed;
  }

  @Override
  void left(Pipe pipe, @Nullable Throwable cause) {
    discard(pipe.peer(), service.replies().lost(pipe), DiscardReason.PEER_GONE);
  }

  @Override
  public void ended(Pipe pipe) {
    service.replies().ended(pipe);
  }
}
