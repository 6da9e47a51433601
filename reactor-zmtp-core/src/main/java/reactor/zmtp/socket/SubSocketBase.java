package reactor.zmtp.socket;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.SocketType;
import reactor.zmtp.SubSocket;
import reactor.zmtp.TopicOverflow;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.SendStrategy;
import reactor.zmtp.pattern.Topics;
import reactor.zmtp.pipe.Pipe;

/**
 * Base of SUB and XSUB: the topics that are wanted, sent to every publisher, anew to each that
 * comes.
 */
abstract class SubSocketBase extends SocketBase<ZmqMessage> implements SubSocket {

  private final Topics topics;
  private final TopicHub hub;

  SubSocketBase(
      ZmqResources resources,
      Options options,
      SocketType type,
      Topics topics,
      @Nullable SendStrategy strategy) {
    super(resources, options, type, strategy, (pipe, message) -> message);
    this.topics = topics;
    this.hub = new TopicHub(receive(), topics, monitor(), this::isDisposed);
    for (byte[] topic : options.get(Option.SUBSCRIBE)) {
      topics.subscribe(topic);
    }
  }

  final Topics topics() {
    return topics;
  }

  @Override
  void joined(Pipe pipe) {
    topics.join(pipe);
    inTurns(topics);
  }

  @Override
  void left(Pipe pipe, @Nullable Throwable cause) {
    topics.leave(pipe);
  }

  @Override
  final void closing() {
    hub.close();
  }

  @Override
  public final Mono<Void> subscribe(String topic) {
    return subscribe(topic.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public final Mono<Void> subscribe(byte[] topic) {
    byte[] copy = topic.clone();
    return onLoop(
        "subscribe",
        sink -> {
          checkLength(copy);
          topics.subscribe(copy);
          sink.success();
        });
  }

  private void checkLength(byte[] topic) {
    int most = options().get(Option.MAX_TOPIC_LENGTH);
    if (topic.length > most) {
      throw new IllegalArgumentException(
          "a topic of %d bytes; maxTopicLength of this %s socket allows %d, which is what publishers"
                  .formatted(topic.length, type(), most)
              + " have to allow, too");
    }
  }

  @Override
  public final Mono<Void> unsubscribe(String topic) {
    return unsubscribe(topic.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public final Mono<Void> unsubscribe(byte[] topic) {
    byte[] copy = topic.clone();
    return onLoop(
        "unsubscribe",
        sink -> {
          topics.unsubscribe(copy);
          sink.success();
        });
  }

  @Override
  public final Flux<ZmqMessage> topic(String topic, TopicOverflow overflow, int buffer) {
    byte[] bytes = topic.getBytes(StandardCharsets.UTF_8);
    Objects.requireNonNull(overflow, "overflow");
    if (buffer < 1) {
      throw new IllegalArgumentException("buffer must be 1 or more, not " + buffer);
    }
    return new TopicFlux(this, bytes, overflow, buffer);
  }

  /** On the loop. */
  final void share(TopicSubscriber subscriber) {
    if (subscriber.isOver()) {
      return;
    }
    if (isDisposed()) {
      subscriber.fail(
          new DisposedException("cannot receive: this " + described() + " was disposed of"));
      return;
    }
    try {
      checkLength(subscriber.topic());
    } catch (IllegalArgumentException e) {
      subscriber.fail(e);
      return;
    }
    if (options().get(Option.INVERT_MATCHING)) {
      subscriber.fail(
          new IllegalArgumentException("topic() goes with no socket that inverts matching"));
      return;
    }
    hub.join(subscriber);
  }

  final TopicHub hub() {
    return hub;
  }

  @Override
  final int topicCountNow() {
    return topics.size();
  }

  @Override
  public final Mono<Integer> topicCount() {
    return onLoop("count topics", sink -> sink.success(topics.size()));
  }
}
