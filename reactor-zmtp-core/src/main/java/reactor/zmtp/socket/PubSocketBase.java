package reactor.zmtp.socket;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.Audience;
import reactor.zmtp.pattern.FanOut;
import reactor.zmtp.pattern.Subscriptions;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.SubscriptionFrames;

/**
 * Base of PUB and XPUB: subscriptions, and the subscribers that are waited for. A subscription
 * takes effect when it comes, whatever any high-water mark says.
 */
abstract class PubSocketBase extends SendingSocketBase implements PubSocket {

  private static final class Waiter {

    final byte[] topic;
    final int peers;
    final LoopSink<Void> sink;

    Waiter(byte[] topic, int peers, LoopSink<Void> sink) {
      this.topic = topic;
      this.peers = peers;
      this.sink = sink;
    }
  }

  private final Subscriptions subscriptions;
  private final FanOut fanOut;
  private final boolean onlyFirst;
  private final int maxTopicLength;
  private final int maxSubscriptions;
  private final long maxSubscriptionBytes;
  private final @Nullable ZmqMessage welcome;
  private final List<Waiter> waiters = new ArrayList<>();

  PubSocketBase(
      ZmqResources resources,
      Options options,
      SocketType type,
      Subscriptions subscriptions,
      Inbound.@Nullable Shape<ZmqMessage> shape) {
    this(resources, options, type, subscriptions, fanOut(options, subscriptions), shape);
  }

  private PubSocketBase(
      ZmqResources resources,
      Options options,
      SocketType type,
      Subscriptions subscriptions,
      FanOut fanOut,
      Inbound.@Nullable Shape<ZmqMessage> shape) {
    super(resources, options, type, fanOut, shape);
    this.subscriptions = subscriptions;
    this.fanOut = fanOut;
    this.onlyFirst = options.get(Option.ONLY_FIRST_SUBSCRIBE);
    this.maxTopicLength = options.get(Option.MAX_TOPIC_LENGTH);
    this.maxSubscriptions = options.get(Option.MAX_SUBSCRIPTIONS);
    this.maxSubscriptionBytes = options.get(Option.MAX_SUBSCRIPTION_BYTES);
    this.welcome = options.get(Option.WELCOME_MESSAGE);
  }

  /** The fan-out as the options say. */
  static FanOut fanOut(Options options, Audience audience) {
    int mark =
        HighWaterMarks.ofOptions(options.get(Option.SEND_HIGH_WATER_MARK), 0, 0, 0, false, false)
            .send();
    return new FanOut(audience, options.get(Option.NO_DROP), mark);
  }

  final Subscriptions subscriptions() {
    return subscriptions;
  }

  final FanOut fanOut() {
    return fanOut;
  }

  final int maxSubscriptions() {
    return maxSubscriptions;
  }

  /** A peer subscribed or unsubscribed. */
  abstract void subscription(Pipe pipe, Announcement what, byte[] topic);

  @Override
  void joined(Pipe pipe) {
    if (welcome != null) {
      pipe.send((DefaultMessage) welcome, messages -> {});
    }
    if (!waiters.isEmpty()) { // with inverted matching it may be one of those that are waited for
      wake();
    }
  }

  @Override
  void left(Pipe pipe, @Nullable Throwable cause) {
    subscriptions.remove(pipe);
    inTurns(subscriptions);
  }

  @Override
  public final boolean announced(Pipe pipe, Announcement what, byte[] subject) {
    if (what == Announcement.SUBSCRIBE || what == Announcement.CANCEL) {
      checkLength(subject);
      subscription(pipe, what, subject);
    }
    return true;
  }

  /** Peers of ZMTP 3.0, and XSUB sockets of any version, subscribe by messages. */
  final @Nullable DefaultMessage withoutSubscriptions(Pipe pipe, DefaultMessage message) {
    return SubscriptionFrames.read(
        message, onlyFirst, (what, topic) -> announced(pipe, what, topic));
  }

  /** Refuses one topic more than a peer may have. */
  final void checkRoom(Subscriptions of, Pipe pipe, byte[] topic) {
    boolean tooMany = of.count(pipe) >= maxSubscriptions;
    boolean tooMuch = of.bytes(pipe) + Subscriptions.cost(topic) > maxSubscriptionBytes;
    if ((tooMany || tooMuch) && !of.has(pipe, topic)) {
      throw new ProtocolException(
          Rule.TOO_MANY_SUBSCRIPTIONS,
          tooMany
              ? "the peer subscribes to more than %d topics (maxSubscriptions)"
                  .formatted(maxSubscriptions)
              : "the peer subscribes to topics that take more than %d bytes (maxSubscriptionBytes)"
                  .formatted(maxSubscriptionBytes));
    }
  }

  private void checkLength(byte[] topic) {
    if (topic.length > maxTopicLength) {
      throw new ProtocolException(
          Rule.TOPIC_TOO_LONG,
          "a topic of " + topic.length + " bytes; maxTopicLength allows " + maxTopicLength);
    }
  }

  // Subscribers that are waited for.

  @Override
  public final Mono<Void> awaitSubscribers(String topic, int n) {
    return awaitSubscribers(topic.getBytes(StandardCharsets.UTF_8), n);
  }

  @Override
  public final Mono<Void> awaitSubscribers(byte[] topic, int n) {
    byte[] copy = Objects.requireNonNull(topic, "topic").clone();
    return onLoop("wait for subscribers", sink -> await(new Waiter(copy, n, sink)));
  }

  private void await(Waiter waiter) {
    if (isMet(waiter)) {
      waiter.sink.success();
      return;
    }
    waiters.add(waiter);
    waiter.sink.onCancel(() -> forget(waiter));
  }

  private void forget(Waiter waiter) {
    waiters.remove(waiter);
  }

  private boolean isMet(Waiter waiter) {
    return subscriptions.match(waiter.topic) >= waiter.peers;
  }

  final void changed() {
    if (!waiters.isEmpty()) {
      wake();
    }
  }

  private void wake() {
    for (Waiter waiter : List.copyOf(waiters)) {
      if (isMet(waiter)) {
        forget(waiter);
        waiter.sink.success();
      }
    }
  }

  @Override
  public final Mono<Integer> topicCount() {
    return onLoop("count topics", sink -> sink.success(subscriptions.topics()));
  }

  @Override
  void closing() {
    for (Waiter waiter : List.copyOf(waiters)) {
      waiter.sink.error(
          new DisposedException("the socket was disposed of before so many had subscribed"));
    }
    waiters.clear();
  }
}
