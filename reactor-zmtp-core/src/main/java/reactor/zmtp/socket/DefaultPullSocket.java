package reactor.zmtp.socket;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.option.Options;

/** PULL. */
public final class DefaultPullSocket extends SocketCore<ZmqMessage> implements PullSocket {

  /**
   * A live socket without endpoints.
   *
   * @param runtime what it shares with the others of its context
   * @param options its options
   */
  public DefaultPullSocket(Runtime runtime, Options options) {
    super(runtime, options, SocketType.PULL, null, (pipe, message) -> message);
  }

  @Override
  public Flux<ZmqMessage> receive() {
    return inbox();
  }

  @Override
  public Mono<ZmqMessage> receive(Duration patience) {
    return receiveWithin(patience);
  }
}
