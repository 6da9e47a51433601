package reactor.zmtp.socket;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.GatherSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;

/** GATHER. */
public final class DefaultGatherSocket extends SocketBase<ZmqMessage> implements GatherSocket {

  /**
   * A live socket without endpoints.
   *
   * @param resources what it shares with the others of its context
   * @param options its options
   */
  public DefaultGatherSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.GATHER, null, (pipe, message) -> message);
  }

  @Override
  public boolean consume(Pipe pipe, DefaultMessage message) {
    return discardMultipart(pipe, message);
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
