package reactor.zmtp.pubsub;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;

/** What a socket has received, in order. */
final class Mailbox implements Disposable {

  private final BlockingQueue<ZmqMessage> came = new LinkedBlockingQueue<>();
  private final Disposable subscription;

  Mailbox(Flux<ZmqMessage> messages) {
    subscription = messages.subscribe(came::add, failure -> {});
  }

  /** The next message; waits for it. */
  ZmqMessage next() {
    try {
      ZmqMessage next = came.poll(Scene.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new AssertionError("nothing came for " + Scene.PATIENCE);
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** The first frame of the next message, as text; waits for it. */
  String text() {
    return next().text();
  }

  int size() {
    return came.size();
  }

  @Override
  public void dispose() {
    subscription.dispose();
  }
}
