package reactor.zmtp.streams;

import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** What {@code receive()} publishes, by the Reactive Streams TCK: messages that came over TCP. */
public class ReceivePublisherTest extends MessagesOverTcp {

  private static final Duration MOMENT = Duration.ofMillis(1);

  /** Completes, by disposing of the socket, once as many as asked for have been received. */
  @Override
  public Publisher<ZmqMessage> createPublisher(long elements) {
    PullSocket pull =
        Scene.await(zmq.pull().linger(Duration.ZERO).bind(Anywhere.endpoint()).open());
    PushSocket push =
        Scene.await(
            zmq.push().linger(Duration.ZERO).connect(pull.endpoints().get(0).address()).open());
    ZmqMessage message = ZmqMessage.of("message");
    return subscriber -> {
      pull.receive().subscribe(subscriber);
      push.send(Flux.range(0, (int) Math.min(elements, Integer.MAX_VALUE)).map(i -> message))
          .subscribe();
      pull.metrics()
          .repeatWhen(done -> done.delayElements(MOMENT))
          .filter(metrics -> metrics.received() == elements)
          .next()
          .subscribe(all -> pull.dispose());
    };
  }

  @Override
  public Publisher<ZmqMessage> createFailedPublisher() {
    PullSocket pull = Scene.await(zmq.pull().open());
    Scene.await(pull.disposeLater());
    return pull.receive();
  }
}
