package reactor.zmtp.socket;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.GatherSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.Frames;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;

/** GATHER. */
public final class DefaultGatherSocket extends SocketCore<ZmqMessage> implements GatherSocket {

  /**
   * A live socket without endpoints.
   *
   * @param runtime what it shares with the others of its context
   * @param options its options
   */
  public DefaultGatherSocket(Runtime runtime, Options options) {
    super(runtime, options, SocketType.GATHER, null, (pipe, message) -> message);
  }

  @Override
  public boolean consume(Pipe pipe, Frames message) {
    return discardMultipart(pipe, message);
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
