package reactor.zmtp.socket;

import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ClientSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.LoadBalancer;
import reactor.zmtp.pattern.SingleFrame;
import reactor.zmtp.pipe.Pipe;

/** CLIENT. */
public final class DefaultClientSocket extends SocketBase<ZmqMessage> implements ClientSocket {

  /**
   * A live socket without endpoints.
   *
   * @param resources what it shares with the others of its context
   * @param options its options
   */
  public DefaultClientSocket(ZmqResources resources, Options options) {
    super(
        resources,
        options,
        SocketType.CLIENT,
        new SingleFrame(SocketType.CLIENT, new LoadBalancer()),
        (pipe, message) -> message);
  }

  @Override
  public boolean consume(Pipe pipe, DefaultMessage message) {
    return discardMultipart(pipe, message);
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
