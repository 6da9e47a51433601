package reactor.zmtp.socket;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.option.Options;

/** PULL. */
public final class DefaultPullSocket extends SocketBase<ZmqMessage> implements PullSocket {

  /**
   * A live socket without endpoints.
   *
   * @param resources what it shares with the others of its context
   * @param options its options
   */
  public DefaultPullSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.PULL, null, (pipe, message) -> message);
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
