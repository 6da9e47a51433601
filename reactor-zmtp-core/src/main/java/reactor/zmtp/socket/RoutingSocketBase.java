package reactor.zmtp.socket;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.RoutingSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.RoutingTable;
import reactor.zmtp.pattern.SendStrategy;
import reactor.zmtp.pipe.Pipe;

/** Base of the sockets that address their peers. */
abstract class RoutingSocketBase extends SocketBase<RoutedMessage> implements RoutingSocket {

  /** Notice of a peer that came or went. */
  static final DefaultMessage NOTICE = new DefaultMessage(new byte[0]);

  private final RoutingTable table;
  private final boolean tellsComing;
  private final boolean tellsGoing;
  private boolean closing;

  RoutingSocketBase(
      ZmqResources resources,
      Options options,
      SocketType type,
      RoutingTable table,
      boolean tellsComing,
      boolean tellsGoing) {
    this(
        resources,
        options,
        type,
        table,
        routes -> routes,
        resources.nextLoop(options),
        Inbound.shaped(type, RoutingSocketBase::routed),
        tellsComing,
        tellsGoing);
  }

  /** One that sends, or receives, in other ways as well. */
  RoutingSocketBase(
      ZmqResources resources,
      Options options,
      SocketType type,
      RoutingTable table,
      Function<RoutingTable, SendStrategy> sending,
      IoLoop loop,
      Function<IoLoop, ? extends @Nullable Intake> receiving,
      boolean tellsComing,
      boolean tellsGoing) {
    super(resources, options, type, sending.apply(table), loop, receiving);
    this.table = table;
    this.tellsComing = tellsComing;
    this.tellsGoing = tellsGoing;
    table.expect(this::expects);
    table.onUnroutable(this::tellUnroutable);
  }

  static RoutedMessage routed(Pipe pipe, DefaultMessage message) {
    return new RoutedMessage(pipe.routingId(), message);
  }

  final RoutingTable table() {
    return table;
  }

  private void tellUnroutable() {
    discard(null, table.takeUnroutable(), DiscardReason.UNROUTABLE);
  }

  @Override
  final @Nullable Refusal refusal(PeerMetadata peer) {
    RoutingId taken = table.conflict(peer);
    return taken == null
        ? null
        : new Refusal(
            HandshakeFailure.DUPLICATE_ID,
            "a peer with the routing id " + taken + " is there already");
  }

  @Override
  void joined(Pipe pipe) {
    if (tellsComing) {
      pipe.notice(NOTICE);
    }
  }

  @Override
  void closing() {
    closing = true;
  }

  /** No notice of one whose place another has taken: its id is that one's. */
  @Override
  public void ended(Pipe pipe) {
    if (tellsGoing && !closing && !table.has(pipe.routingId())) {
      pipe.notice(NOTICE);
    }
  }

  /** The message with its routing id as the first frame, if it can be sent at all. */
  ZmqMessage outgoing(RoutedMessage message) {
    return message.toMessage();
  }

  @Override
  public final Mono<Void> send(Publisher<? extends RoutedMessage> messages) {
    return outbound().send(Flux.from(messages).map(this::outgoing));
  }

  @Override
  public final Mono<Void> send(RoutedMessage message) {
    try {
      return outbound().send(Mono.just(outgoing(message)));
    } catch (ZmqException e) {
      return Mono.error(e);
    }
  }
}
