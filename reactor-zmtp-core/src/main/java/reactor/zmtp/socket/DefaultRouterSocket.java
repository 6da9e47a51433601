package reactor.zmtp.socket;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.PeerNotice;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.GeneratedIds;
import reactor.zmtp.pattern.RoutesAndReplies;
import reactor.zmtp.pattern.RoutingTable;
import reactor.zmtp.pipe.Pipe;

/** ROUTER. */
public final class DefaultRouterSocket extends RoutingSocketBase implements RouterSocket {

  private final ReceiveOrReply intake;
  private final Responder responder;

  public DefaultRouterSocket(ZmqResources resources, Options options) {
    this(resources, options, resources.nextLoop(options));
  }

  private DefaultRouterSocket(ZmqResources resources, Options options, IoLoop loop) {
    this(resources, options, loop, new Responder(SocketType.ROUTER, loop, options));
  }

  private DefaultRouterSocket(
      ZmqResources resources, Options options, IoLoop loop, Responder responder) {
    this(
        resources,
        options,
        loop,
        responder,
        new ReceiveOrReply(
            loop, new Inbound<>(loop, SocketType.ROUTER, RoutingSocketBase::routed), responder));
  }

  private DefaultRouterSocket(
      ZmqResources resources,
      Options options,
      IoLoop loop,
      Responder responder,
      ReceiveOrReply intake) {
    super(
        resources,
        options,
        SocketType.ROUTER,
        RoutingTable.ofIdentities(
            GeneratedIds.prefixed(ThreadLocalRandom.current().nextInt()),
            options.get(Option.MANDATORY),
            options.get(Option.HANDOVER)),
        table -> new RoutesAndReplies(table, responder.replies()),
        loop,
        own -> intake,
        options.get(Option.NOTIFY).contains(PeerNotice.CONNECTED),
        options.get(Option.NOTIFY).contains(PeerNotice.DISCONNECTED));
    this.intake = intake;
    this.responder = responder;
    responder.of(this);
  }

  @Override
  public Mono<ZmqEndpoint> connect(String endpoint, RoutingId peer) {
    if (peer.bytes()[0] == 0) {
      return Mono.error(
          new ZmqException(
              "a peer cannot be given the routing id "
                  + peer
                  + ": those that begin with a zero byte are generated"));
    }
    return connectAs(endpoint, peer);
  }

  @Override
  public Mono<Void> reply(
      Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler, int concurrency) {
    return intake.reply(handler, concurrency);
  }

  /** A notice is no request. */
  @Override
  void joined(Pipe pipe) {
    if (!intake.replies()) {
      super.joined(pipe);
    }
  }

  @Override
  void left(Pipe pipe, @Nullable Throwable cause) {
    discard(pipe.peer(), responder.replies().gone(pipe), DiscardReason.PEER_GONE);
  }

  @Override
  public void ended(Pipe pipe) {
    if (!intake.replies()) {
      super.ended(pipe);
    }
    responder.replies().ended(pipe);
  }
}
