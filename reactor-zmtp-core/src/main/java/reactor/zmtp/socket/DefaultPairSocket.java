package reactor.zmtp.socket;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PairSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.mechanism.PeerProperties;
import reactor.zmtp.option.Options;

/** PAIR. */
public final class DefaultPairSocket extends SocketCore implements PairSocket {

  /**
   * A live socket without endpoints.
   *
   * @param runtime what it shares with the others of its context
   * @param options its options
   */
  public DefaultPairSocket(Runtime runtime, Options options) {
    super(runtime, options, SocketType.PAIR, true, true);
  }

  @Override
  boolean wants(PeerProperties peer) {
    return peerCount() == 0;
  }

  @Override
  public Mono<Void> send(Publisher<? extends ZmqMessage> messages) {
    return outbox().send(messages);
  }

  @Override
  public Flux<ZmqMessage> receive() {
    return inbox();
  }
}
