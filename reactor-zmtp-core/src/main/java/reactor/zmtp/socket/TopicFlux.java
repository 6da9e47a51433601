package reactor.zmtp.socket;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.zmtp.TopicOverflow;
import reactor.zmtp.ZmqMessage;

/** One topic of a SUB that is shared. */
final class TopicFlux extends Flux<ZmqMessage> {

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

  @Override
  public void subscribe(CoreSubscriber<? super ZmqMessage> actual) {
    TopicSubscriber subscriber =
        new TopicSubscriber(socket.hub(), socket.loop(), topic, overflow, buffer, actual);
    subscriber.begin();
    socket.loop().execute(() -> socket.share(subscriber));
  }
}
