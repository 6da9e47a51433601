package reactor.zmtp.socket;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.LoadBalancer;

/** PAIR. */
public final class DefaultPairSocket extends SocketBase<ZmqMessage> implements PairSocket {

  /**
   * A live socket without endpoints.
   *
   * @param resources what it shares with the others of its context
   * @param options its options
   */
  public DefaultPairSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.PAIR, new LoadBalancer(), (pipe, message) -> message);
  }

  @Override
  @Nullable Refusal refusal(PeerMetadata peer) {
    return exclusive();
  }

  @Override
  public Mono<Void> send(Publisher<? extends ZmqMessage> messages) {
    return outbound().send(messages);
  }

  @Override
  public Flux<ZmqMessage> receive() {
    return inbound();
  }

  @Override
  public Mono<ZmqMessage> receive(Duration patience) {
    return receiveWithin(patience);
  }
}
