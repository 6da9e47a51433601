package reactor.zmtp.interop;

import static reactor.zmtp.watch.Scene.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.DishSocket;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.RoutingSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/** A socket of ours. */
final class OurEnd implements End {

  private static final String GROUP = "group";
  private static final Duration SOON = Duration.ofMillis(10);

  private final ZmqSocket socket;
  private final SocketType peer;
  private final Disposable.Composite going = Disposables.composite();
  private final BlockingQueue<ZmqMessage> heard = new LinkedBlockingQueue<>();
  private final Queue<Sinks.One<ZmqMessage>> owed = new LinkedBlockingQueue<>();
  private RoutingId last;

  private OurEnd(ZmqSocket socket, SocketType peer, boolean ours) {
    this.socket = socket;
    this.last = RoutingId.of(End.nameOf(!ours));
    this.peer = peer;
    if (socket instanceof RepSocket rep) {
      going.add(rep.reply(this::owe).subscribe());
    } else if (socket instanceof ReceivingSocket receiving) {
      hear(receiving.receive());
    } else if (socket instanceof RoutingSocket routing) {
      hear(routing.receive().doOnNext(each -> last = each.peer()).map(RoutedMessage::message));
    } else if (socket instanceof DishSocket dish) {
      hear(dish.receive().map(GroupMessage::message));
    }
  }

  /** One of the two sides, ours or that which plays theirs. */
  static OurEnd bound(
      ZmqContext zmq, boolean ours, SocketType type, SocketType peer, String endpoint) {
    return open(spec(zmq, ours, type, peer).bind(endpoint), peer, ours);
  }

  static OurEnd connected(
      ZmqContext zmq, boolean ours, SocketType type, SocketType peer, String endpoint) {
    if (type == SocketType.PEER) {
      OurEnd end = open(spec(zmq, ours, type, peer), peer, ours);
      end.last = await(((PeerSocket) end.socket).connectPeer(endpoint));
      return end;
    }
    return open(spec(zmq, ours, type, peer).connect(endpoint), peer, ours);
  }

  private static OurEnd open(SocketSpec<?, ?> spec, SocketType peer, boolean ours) {
    return new OurEnd(
        await(
            spec.linger(Duration.ZERO)
                .reconnectInterval(SOON)
                .reconnectIntervalMax(SOON)
                .open()
                .map(ZmqSocket.class::cast)),
        peer,
        ours);
  }

  private static SocketSpec<?, ?> spec(
      ZmqContext zmq, boolean ours, SocketType type, SocketType peer) {
    return switch (type) {
      case PUSH -> zmq.push();
      case PULL -> zmq.pull();
      case PAIR -> zmq.pair();
      case REQ -> zmq.req();
      case REP -> zmq.rep();
      case DEALER -> zmq.dealer();
      case ROUTER ->
          peer == SocketType.ROUTER
              ? zmq.router().routingId(RoutingId.of(End.nameOf(ours)))
              : zmq.router();
      case CLIENT -> zmq.client();
      case SERVER -> zmq.server();
      case RADIO -> zmq.radio();
      case DISH -> zmq.dish().join(GROUP);
      case SCATTER -> zmq.scatter();
      case GATHER -> zmq.gather();
      case PUB -> zmq.pub();
      case SUB -> zmq.sub().subscribe("");
      case XPUB -> zmq.xpub();
      case XSUB -> zmq.xsub().subscribe("");
      case PEER -> zmq.peer();
      case CHANNEL -> zmq.channel();
      default -> throw new IllegalArgumentException("no row has a " + type);
    };
  }

  private void hear(Flux<ZmqMessage> messages) {
    going.add(messages.subscribe(heard::add));
  }

  private Mono<ZmqMessage> owe(ZmqMessage request) {
    Sinks.One<ZmqMessage> reply = Sinks.one();
    owed.add(reply);
    heard.add(request);
    return reply.asMono();
  }

  /** Waits until so many peers are there. */
  boolean has(int peers, Duration patience) {
    return Boolean.TRUE.equals(
        socket
            .metrics()
            .repeatWhen(done -> done.delayElements(Duration.ofMillis(1)))
            .any(metrics -> metrics.peers() == peers)
            .timeout(patience, Mono.just(false))
            .block());
  }

  @Override
  public String endpoint() {
    return socket.endpoints().get(0).address();
  }

  @Override
  public void say(ZmqMessage message) {
    if (socket instanceof ReqSocket req) {
      going.add(req.request(message).subscribe(heard::add));
    } else if (socket instanceof RepSocket) {
      owed.remove().tryEmitValue(message);
    } else if (socket instanceof RoutingSocket routing) {
      going.add(routing.send(Mono.just(new RoutedMessage(last, wrapped(message)))).subscribe());
    } else if (socket instanceof RadioSocket radio) {
      going.add(radio.send(Mono.just(new GroupMessage(GROUP, message))).subscribe());
    } else {
      going.add(((SendingSocket) socket).send(wrapped(message)).subscribe());
    }
  }

  private ZmqMessage wrapped(ZmqMessage message) {
    return End.hasEnvelope(socket.type(), peer) ? Envelope.withEmptyFirst(message) : message;
  }

  @Override
  public @Nullable ZmqMessage hear(Duration patience) {
    try {
      ZmqMessage message = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      return message != null && End.hasEnvelope(socket.type(), peer)
          ? Envelope.withoutEmptyFirst(message)
          : message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    await(socket.disposeLater());
    going.dispose();
  }

  @Override
  public String toString() {
    return "our " + socket.type();
  }
}
