package reactor.zmtp.streams;

import java.time.Duration;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import reactor.core.publisher.Flux;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** What {@code topic()} publishes, by the Reactive Streams TCK: messages that came over TCP. */
public class TopicPublisherTest extends PublisherVerification<ZmqMessage> {

  private static final long TIMEOUT_MILLIS = 2000;
  private static final long SILENCE_MILLIS = 50;

  private ZmqContext zmq;

  public TopicPublisherTest() {
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
    PubSocket pub =
        Scene.await(zmq.pub().noDrop(true).linger(Duration.ZERO).bind(Anywhere.endpoint()).open());
    SubSocket sub = Scene.await(zmq.sub().connect(pub.address()).open());
    ZmqMessage message = ZmqMessage.of("topic", "message");
    return subscriber -> {
      sub.topic("topic")
          .index()
          .doOnNext(
              numbered -> {
                if (numbered.getT1() + 1 == elements) {
                  sub.dispose();
                }
              })
          .map(numbered -> numbered.getT2())
          .subscribe(subscriber);
      pub.awaitSubscribers("topic", 1)
          .thenMany(Flux.range(0, (int) Math.min(elements, Integer.MAX_VALUE)))
          .map(i -> message)
          .as(pub::send)
          .subscribe();
    };
  }

  @Override
  public Publisher<ZmqMessage> createFailedPublisher() {
    SubSocket sub = Scene.await(zmq.sub().open());
    Scene.await(sub.disposeLater());
    return sub.topic("topic");
  }
}
