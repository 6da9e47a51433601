package reactor.zmtp.socket;

import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketType;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.Subscriptions;
import reactor.zmtp.pattern.Subscriptions.Change;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.SubscriptionFrames;

/**
 * XPUB. Its notices of subscriptions are those of all peers in one order, so that a device that
 * passes them on passes on what is true; they wait in a pipe of their own, which no high-water mark
 * stops.
 */
public final class DefaultXPubSocket extends PubSocketBase implements XPubSocket {

  private final boolean verbose;
  private final boolean verboser;
  private final boolean manual;
  private final boolean lastValue;

  /** With manual: what peers asked for, beside what they were given. */
  private final Subscriptions asked = new Subscriptions(false);

  private final IdentityHashMap<PeerMetadata, Pipe> byPeer = new IdentityHashMap<>();
  private final Pipe notices = NoticeLink.pipe(this, options().get(Option.MAX_SUBSCRIPTION_BYTES));

  public DefaultXPubSocket(ZmqResources resources, Options options) {
    super(
        resources,
        options,
        SocketType.XPUB,
        new Subscriptions(options.get(Option.INVERT_MATCHING)),
        (pipe, message) -> message);
    this.verboser = options.get(Option.VERBOSER);
    this.verbose = verboser || options.get(Option.VERBOSE);
    this.lastValue = options.get(Option.MANUAL_LAST_VALUE);
    this.manual = lastValue || options.get(Option.MANUAL);
    (manual ? asked : subscriptions()).onDeparture(this::ended);
  }

  @Override
  void joined(Pipe pipe) {
    byPeer.put(pipe.peer(), pipe);
    asked.add(pipe);
    super.joined(pipe);
  }

  @Override
  void left(Pipe pipe, @Nullable Throwable cause) {
    byPeer.remove(pipe.peer());
    asked.remove(pipe);
    inTurns(asked);
    super.left(pipe, cause);
  }

  private void ended(Pipe pipe, byte[] topic, boolean sole) {
    if (sole || manual || verboser) {
      notice(pipe, Announcement.CANCEL, topic);
    }
  }

  @Override
  public boolean consume(Pipe pipe, DefaultMessage message) {
    if (pipe == notices) {
      return false;
    }
    DefaultMessage rest = withoutSubscriptions(pipe, message);
    if (rest == null) {
      return true;
    }
    if (pipe.isFullWith(rest) && !inbound().isWanted()) {
      discard(pipe.peer(), 1, DiscardReason.NOT_RECEIVED); // or later subscriptions would wait, too
      return true;
    }
    if (rest.size() < message.size()) {
      pipe.take(rest);
      return true;
    }
    return false;
  }

  @Override
  void subscription(Pipe pipe, Announcement what, byte[] topic) {
    Subscriptions changing = manual ? asked : subscriptions();
    boolean reported;
    if (what == Announcement.SUBSCRIBE) {
      checkRoom(changing, pipe, topic);
      reported = changing.subscribe(pipe, topic) == Change.SOLE || verbose;
    } else {
      reported = changing.unsubscribe(pipe, topic) == Change.SOLE || verboser;
    }
    if (reported || manual) {
      notice(pipe, what, topic);
    }
    changed();
  }

  private void notice(Pipe pipe, Announcement what, byte[] topic) {
    if (notices.queued() < maxSubscriptions() && !notices.isFull()) {
      notices.receive(new DefaultMessage(SubscriptionFrames.frame(what, topic), pipe.peer()));
    } else {
      discard(pipe.peer(), 1, DiscardReason.NOT_RECEIVED);
    }
  }

  // Manual.

  @Override
  public Mono<Void> subscribe(ZmqMessage request, String topic) {
    return subscribe(request, topic.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Mono<Void> subscribe(ZmqMessage request, byte[] topic) {
    return manually(request, topic, this::give);
  }

  @Override
  public Mono<Void> unsubscribe(ZmqMessage request, String topic) {
    return unsubscribe(request, topic.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Mono<Void> unsubscribe(ZmqMessage request, byte[] topic) {
    return manually(request, topic, subscriptions()::unsubscribe);
  }

  private interface Manually {
    Change change(Pipe pipe, byte[] topic);
  }

  private Change give(Pipe pipe, byte[] topic) {
    if (lastValue) {
      fanOut().nextOnlyTo(pipe);
    }
    return subscriptions().subscribe(pipe, topic);
  }

  private Mono<Void> manually(ZmqMessage request, byte[] topic, Manually manually) {
    Objects.requireNonNull(request, "request");
    byte[] copy = topic.clone();
    return onLoop(
        "change a peer's subscriptions",
        sink -> {
          if (!manual) {
            throw new IllegalStateException(
                "this XPUB socket's peers subscribe by themselves; its spec must say manual(true)");
          }
          Runnable change =
              () -> {
                Pipe pipe = byPeer.get(request.peer());
                if (pipe != null) { // else it went in the meantime
                  manually.change(pipe, copy);
                  changed();
                }
                sink.success();
              };
          if (lastValue) { // what was published before is not the last value
            outbound().afterPublished(change);
          } else {
            change.run();
          }
        });
  }
}
