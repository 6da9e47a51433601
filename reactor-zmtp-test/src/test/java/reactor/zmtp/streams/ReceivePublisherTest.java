package reactor.zmtp.streams;

import java.time.Duration;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import reactor.core.publisher.Flux;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** What {@code receive()} publishes, by the Reactive Streams TCK: messages that came over TCP. */
public class ReceivePublisherTest extends PublisherVerification<ZmqMessage> {

  private static final Duration MOMENT = Duration.ofMillis(1);
  private static final long TIMEOUT_MILLIS = 2000;
  private static final long SILENCE_MILLIS = 50;

  private ZmqContext zmq;

  public ReceivePublisherTest() {
    super(new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS));
  }

  @BeforeMethod
  public void open() {
    zmq = ZmqContext.create();
  }

  @AfterMethod(alwaysRun = true)
  public void close() {
    Scene.await(zmq.disposeLater());
  }

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
