package reactor.zmtp.socket;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.RepSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.Envelope;
import reactor.zmtp.pipe.Pipe;

/** REP. */
public final class DefaultRepSocket extends SocketBase<ZmqMessage> implements RepSocket {

  private final Responder responder;

  public DefaultRepSocket(ZmqResources resources, Options options) {
    this(resources, options, resources.nextLoop(options));
  }

  private DefaultRepSocket(ZmqResources resources, Options options, IoLoop loop) {
    this(resources, options, loop, new Responder(SocketType.REP, loop, options));
  }

  private DefaultRepSocket(
      ZmqResources resources, Options options, IoLoop loop, Responder responder) {
    super(resources, options, SocketType.REP, responder.replies(), loop, own -> responder);
    this.responder = responder;
    responder.of(this);
  }

  @Override
  public Mono<Void> reply(
      Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler, int concurrency) {
    return responder.reply(handler, concurrency);
  }

  @Override
  public boolean consume(Pipe pipe, DefaultMessage message) {
    boolean malformed = Envelope.length(message) == 0;
    if (malformed) {
      discard(pipe.peer(), 1, DiscardReason.MALFORMED);
    }
    return malformed;
  }

  @Override
  void left(Pipe pipe, @Nullable Throwable cause) {
    discard(pipe.peer(), responder.replies().lost(pipe), DiscardReason.PEER_GONE);
  }

  @Override
  public void ended(Pipe pipe) {
    responder.replies().ended(pipe);
  }
}
