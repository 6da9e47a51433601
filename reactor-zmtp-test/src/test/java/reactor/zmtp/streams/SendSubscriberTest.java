package reactor.zmtp.streams;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** The subscriber that a publisher given to {@code send} sees, by the Reactive Streams TCK. */
public class SendSubscriberTest extends SubscriberBlackboxVerification<ZmqMessage> {

  private static final long TIMEOUT_MILLIS = 2000;
  private static final long SILENCE_MILLIS = 50;

  private ZmqContext zmq;
  private PushSocket push;

  public SendSubscriberTest() {
    super(new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS));
  }

  @BeforeMethod
  public void connect() {
    zmq = ZmqContext.create();
    PullSocket pull =
        Scene.await(zmq.pull().linger(Duration.ZERO).bind(Anywhere.endpoint()).open());
    pull.receive().subscribe();
    push =
        Scene.await(
            zmq.push().linger(Duration.ZERO).connect(pull.endpoints().get(0).address()).open());
  }

  @AfterMethod(alwaysRun = true)
  public void close() {
    Scene.await(zmq.disposeLater());
  }

  @Override
  public Subscriber<ZmqMessage> createSubscriber() {
    AtomicReference<Subscriber<ZmqMessage>> seen = new AtomicReference<>();
    Publisher<ZmqMessage> publisher = subscriber -> seen.set(narrow(subscriber));
    push.send(publisher).subscribe(sent -> {}, failed -> {});
    return seen.get();
  }

  @SuppressWarnings("unchecked") // what takes any message takes ours
  private static Subscriber<ZmqMessage> narrow(Subscriber<? super ZmqMessage> subscriber) {
    return (Subscriber<ZmqMessage>) subscriber;
  }

  @Override
  public ZmqMessage createElement(int element) {
    return ZmqMessage.of("message " + element);
  }
}
