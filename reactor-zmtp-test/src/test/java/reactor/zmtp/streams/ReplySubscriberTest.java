package reactor.zmtp.streams;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** The subscriber that a handler's publisher sees, by the Reactive Streams TCK. */
public class ReplySubscriberTest extends SubscriberBlackboxVerification<ZmqMessage> {

  private static final long TIMEOUT_MILLIS = 2000;
  private static final long SILENCE_MILLIS = 50;

  private final BlockingQueue<Subscriber<? super ZmqMessage>> seen = new LinkedBlockingQueue<>();
  private ZmqContext zmq;
  private ReqSocket req;

  public ReplySubscriberTest() {
    super(new TestEnvironment(TIMEOUT_MILLIS, SILENCE_MILLIS));
  }

  @BeforeMethod
  public void serve() {
    zmq = ZmqContext.create();
    Publisher<ZmqMessage> publisher = seen::add;
    RepSocket rep = Scene.await(zmq.rep().linger(Duration.ZERO).bind(Anywhere.endpoint()).open());
    rep.reply(request -> publisher).subscribe();
    req =
        Scene.await(
            zmq.req()
                .correlate(true)
                .linger(Duration.ZERO)
                .connect(rep.endpoints().get(0).address())
                .open());
  }

  @AfterMethod(alwaysRun = true)
  public void close() {
    Scene.await(zmq.disposeLater());
  }

  @Override
  @SuppressWarnings("unchecked") // what takes any message takes ours
  public Subscriber<ZmqMessage> createSubscriber() {
    req.request(ZmqMessage.of("request")).subscribe(reply -> {}, failed -> {});
    try {
      return (Subscriber<ZmqMessage>)
          Objects.requireNonNull(
              seen.poll(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS), "the request did not come");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public ZmqMessage createElement(int element) {
    return ZmqMessage.of("message " + element);
  }
}
