package reactor.zmtp.socket;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.zmtp.TopicOverflow;
import reactor.zmtp.ZmqMessage;

/** One topic of a SUB that is shared. */
final class TopicFlux extends Flux<ZmqMessage> implements Scannable {

  private final SubSocketBase socket;
  private final byte[] topic;
  private final TopicOverflow overflow;
  private final int buffer;

  TopicFlux(SubSocketBase socket, byte[] topic, TopicOverflow overflow, int buffer) {
    this.socket = socket;
    this.topic = topic;
    this.overflow = overflow;
    this.buffer = buffer;
  }

  /** What a chain of operators begins with, where Reactor lists its steps. */
  @Override
  public String stepName() {
    return toString();
  }

  @Override
  @SuppressWarnings("rawtypes") // as Reactor declares it
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.NAME) {
      return toString();
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }

  @Override
  public String toString() {
    return "topic(\"" + new String(topic, StandardCharsets.UTF_8) + "\") of " + socket;
  }

  @Override
  public void subscribe(CoreSubscriber<? super ZmqMessage> actual) {
    TopicSubscriber subscriber =
        new TopicSubscriber(this, socket.hub(), socket.loop(), topic, overflow, buffer, actual);
    subscriber.begin();
    socket.loop().execute(() -> socket.share(subscriber));
  }
}
