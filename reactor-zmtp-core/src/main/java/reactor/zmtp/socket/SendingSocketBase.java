package reactor.zmtp.socket;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.SendStrategy;

/** Base of the sockets that send messages as they are. */
abstract class SendingSocketBase extends SocketBase<ZmqMessage> {

  SendingSocketBase(
      ZmqResources resources,
      Options options,
      SocketType type,
      SendStrategy strategy,
      Inbound.@Nullable Shape<ZmqMessage> shape) {
    super(resources, options, type, strategy, shape);
  }

  /** See {@link reactor.zmtp.SendingSocket#send(Publisher)}. */
  public final Mono<Void> send(Publisher<? extends ZmqMessage> messages) {
    return outbound().send(messages);
  }
}
