package reactor.zmtp.streams;

import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** What {@code topic()} publishes, by the Reactive Streams TCK: messages that came over TCP. */
public class TopicPublisherTest extends MessagesOverTcp {

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
