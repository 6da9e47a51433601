package reactor.zmtp.pubsub;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.zmtp.ZmqMessage;

/** Who requests nothing but what it is told to. */
class Slow extends BaseSubscriber<ZmqMessage> {

  final List<String> taken = new CopyOnWriteArrayList<>();
  volatile Throwable failure = new AssertionError("no failure");
  volatile boolean failed;
  volatile boolean completed;

  @Override
  protected void hookOnSubscribe(Subscription subscription) {}

  @Override
  protected void hookOnNext(ZmqMessage message) {
    taken.add(message.text(0) + message.text(1));
  }

  @Override
  protected void hookOnComplete() {
    completed = true;
  }

  @Override
  protected void hookOnError(Throwable throwable) {
    failure = throwable;
    failed = true;
  }
}
