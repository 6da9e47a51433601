package reactor.zmtp.socket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pattern.Topics;

/**
 * Shares one SUB among many subscribers, each with a topic of its own: the one who receives, while
 * there is anybody. A message that one of them has no room for, and must have, holds up those
 * behind it, of which a few are taken ahead. Confined to the event loop.
 */
final class TopicHub implements CoreSubscriber<ZmqMessage> {

  /** How many messages are taken from the socket at a time. */
  private static final int AHEAD = 64;

  private final Flux<ZmqMessage> messages;
  private final Topics topics;
  private final SocketMonitor monitor;
  private final BooleanSupplier disposed;

  /** By the length of their topics, and these. */
  private final Map<Integer, Map<ByteBuffer, List<TopicSubscriber>>> subscribers = new TreeMap<>();

  private final Queue<DefaultMessage> ahead = new ArrayDeque<>();
  private int count;
  private int handed;
  private boolean handing;
  private @Nullable Subscription subscription;

  TopicHub(
      Flux<ZmqMessage> messages, Topics topics, SocketMonitor monitor, BooleanSupplier disposed) {
    this.messages = messages;
    this.topics = topics;
    this.monitor = monitor;
    this.disposed = disposed;
  }

  void join(TopicSubscriber subscriber) {
    byte[] topic = subscriber.topic();
    subscribers
        .computeIfAbsent(topic.length, length -> new HashMap<>())
        .computeIfAbsent(ByteBuffer.wrap(topic), key -> new ArrayList<>())
        .add(subscriber);
    topics.hold(topic);
    if (count++ == 0) {
      messages.subscribe(this);
    }
  }

  /** Once for each that joined, and without effect on one that did not. */
  void leave(TopicSubscriber subscriber) {
    byte[] topic = subscriber.topic();
    Map<ByteBuffer, List<TopicSubscriber>> sameLength =
        subscribers.getOrDefault(topic.length, Map.of());
    ByteBuffer key = ByteBuffer.wrap(topic);
    List<TopicSubscriber> same = sameLength.getOrDefault(key, List.of());
    if (!same.contains(subscriber)) {
      return;
    }
    if (same.size() == 1) {
      sameLength.remove(key);
    } else { // others may be in the midst of it
      List<TopicSubscriber> others = new ArrayList<>(same);
      others.remove(subscriber);
      sameLength.put(key, others);
    }
    if (sameLength.isEmpty()) {
      subscribers.remove(topic.length);
    }
    topics.release(topic);
    if (--count == 0) {
      stop();
    } else {
      goOn();
    }
  }

  private void stop() {
    Subscription ended = subscription;
    subscription = null;
    if (ended != null) {
      ended.cancel();
    }
    ahead.forEach(this::unwanted);
    ahead.clear();
    handed = 0;
  }

  /** No loss is what was on its way when its topic was unsubscribed from. */
  private void unwanted(DefaultMessage message) {
    if (topics.matches(message.array(0))) {
      monitor.discarded(message.peer(), 1, DiscardReason.NO_SUBSCRIBER);
    }
  }

  /** Whether nobody is to get anything more. */
  boolean isClosed() {
    return disposed.getAsBoolean();
  }

  /** The end of all subscribers: what waits for them is discarded, as all that nobody received. */
  void close() {
    long waiting = ahead.size();
    ahead.clear();
    for (TopicSubscriber each : all()) {
      waiting += each.complete();
    }
    monitor.discarded(null, waiting, DiscardReason.NOT_RECEIVED);
  }

  @Override
  public void onSubscribe(Subscription s) {
    subscription = s;
    s.request(AHEAD);
  }

  @Override
  public void onNext(ZmqMessage message) {
    ahead.add((DefaultMessage) message);
    goOn();
  }

  /** Hands on what there is room for. */
  void goOn() {
    if (handing) {
      return;
    }
    handing = true;
    try {
      for (DefaultMessage next = ahead.peek(); next != null; next = ahead.peek()) {
        List<TopicSubscriber> wanting = wanting(next);
        if (isClosed() || !haveRoom(wanting)) {
          break;
        }
        ahead.remove();
        hand(next, wanting);
      }
    } finally {
      handing = false;
    }
    if (subscription != null && handed >= AHEAD / 2) {
      int more = handed;
      handed = 0;
      subscription.request(more);
    }
  }

  private List<TopicSubscriber> wanting(DefaultMessage message) {
    byte[] topic = message.array(0);
    List<TopicSubscriber> wanting = new ArrayList<>();
    for (Map.Entry<Integer, Map<ByteBuffer, List<TopicSubscriber>>> each : subscribers.entrySet()) {
      if (each.getKey() > topic.length) {
        break; // the longer ones come last
      }
      List<TopicSubscriber> same = each.getValue().get(ByteBuffer.wrap(topic, 0, each.getKey()));
      if (same != null) {
        wanting.addAll(same);
      }
    }
    return wanting;
  }

  private static boolean haveRoom(List<TopicSubscriber> wanting) {
    for (TopicSubscriber each : wanting) {
      if (!each.hasRoom()) {
        return false;
      }
    }
    return true;
  }

  private void hand(DefaultMessage message, List<TopicSubscriber> wanting) {
    handed++;
    if (wanting.isEmpty()) {
      unwanted(message);
    }
    int dropped = 0;
    for (TopicSubscriber each : wanting) {
      dropped += each.take(message);
    }
    monitor.discarded(message.peer(), dropped, DiscardReason.SUBSCRIBER_FULL);
  }

  @Override
  public void onError(Throwable t) {
    subscription = null;
    all().forEach(subscriber -> subscriber.fail(t));
  }

  @Override
  public void onComplete() {
    subscription = null;
    close();
  }

  private List<TopicSubscriber> all() {
    List<TopicSubscriber> all = new ArrayList<>();
    subscribers.values().forEach(some -> some.values().forEach(all::addAll));
    return all;
  }
}
