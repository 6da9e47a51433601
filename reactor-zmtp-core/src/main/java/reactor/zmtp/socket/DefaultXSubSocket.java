package reactor.zmtp.socket;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.SocketType;
import reactor.zmtp.XSubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.Topics;
import reactor.zmtp.pattern.Upstream;
import reactor.zmtp.pipe.HighWaterMarks;

/** XSUB. Unlike SUB it does not filter: it passes on whatever its publishers send. */
public final class DefaultXSubSocket extends SubSocketBase implements XSubSocket {

  public DefaultXSubSocket(ZmqResources resources, Options options) {
    this(resources, options, new Topics(options.get(Option.VERBOSE_UNSUBSCRIBE)));
  }

  private DefaultXSubSocket(ZmqResources resources, Options options, Topics topics) {
    super(
        resources,
        options,
        SocketType.XSUB,
        topics,
        new Upstream(
            topics,
            options.get(Option.ONLY_FIRST_SUBSCRIBE),
            HighWaterMarks.ofOptions(
                    options.get(Option.SEND_HIGH_WATER_MARK), 0, 0, 0, false, false)
                .send()));
  }

  @Override
  public Mono<Void> send(Publisher<? extends ZmqMessage> messages) {
    return outbound().send(messages);
  }
}
