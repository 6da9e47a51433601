package reactor.zmtp.streams;

import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;

/** The Reactive Streams TCK for publishers of messages that came over TCP. */
public abstract class MessagesOverTcp extends PublisherVerification<ZmqMessage> {

  private static final long TIMEOUT_MILLIS = 2000;
  private static final long SILENCE_MILLIS = 50;

  /** One for each test. */
  protected ZmqContext zmq;

  protected MessagesOverTcp() {
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
}
