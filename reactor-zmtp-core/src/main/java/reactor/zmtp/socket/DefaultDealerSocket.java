package reactor.zmtp.socket;

import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.LoadBalancer;

/** DEALER. */
public final class DefaultDealerSocket extends SocketBase<ZmqMessage> implements DealerSocket {

  /**
   * A live socket without endpoints.
   *
   * @param resources what it shares with the others of its context
   * @param options its options
   */
  public DefaultDealerSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.DEALER, new LoadBalancer(), (pipe, message) -> message);
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
