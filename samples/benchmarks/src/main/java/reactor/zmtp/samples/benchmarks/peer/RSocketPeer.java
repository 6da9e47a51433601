package reactor.zmtp.samples.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.SocketAcceptor;
import io.rsocket.core.RSocketConnector;
import io.rsocket.core.RSocketServer;
import io.rsocket.frame.decoder.PayloadDecoder;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.transport.netty.server.CloseableChannel;
import io.rsocket.transport.netty.server.TcpServerTransport;
import io.rsocket.util.ByteBufPayload;
import io.rsocket.util.EmptyPayload;
import java.net.URI;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * RSocket over TCP, without copies: what else somebody with Reactor would send messages by. Rates
 * are of one request-stream or request-channel, round trips of request-response or of one
 * request-channel.
 */
final class RSocketPeer implements Peer {

  /** Asked for everything at once, an endless publisher fills its queue and never lets it write. */
  private static final int WINDOW = 1024;

  private final boolean channel;

  /** By request-channel rather than by request-stream and request-response. */
  RSocketPeer(boolean channel) {
    this.channel = channel;
  }

  @Override
  public void play(Plan plan) {
    switch (plan.role()) {
      case RECEIVE -> receive(plan);
      case SEND -> send(plan);
      case ECHO -> bind(plan, channel ? channelEcho() : responseEcho()).onClose().block();
      case PING -> ping(plan);
      default -> throw new IllegalArgumentException(plan.role() + " is none of RSocket's roles");
    }
  }

  private void receive(Plan plan) {
    Counter<Payload> counter = new Counter<>(new RateMeter(plan), WINDOW);
    bind(plan, channel ? channelReceiver(counter) : streamReceiver(counter));
    counter.await();
  }

  private static SocketAcceptor channelReceiver(Counter<Payload> counter) {
    return SocketAcceptor.forRequestChannel(
        payloads -> {
          Flux.from(payloads).doOnNext(Payload::release).subscribe(counter);
          return Flux.never();
        });
  }

  /** The side that is connected to asks for the stream: in RSocket either may. */
  private static SocketAcceptor streamReceiver(Counter<Payload> counter) {
    return (setup, sender) -> {
      sender.requestStream(EmptyPayload.INSTANCE).doOnNext(Payload::release).subscribe(counter);
      return Mono.just(new RSocket() {});
    };
  }

  private void send(Plan plan) {
    if (channel) {
      connect(plan, (setup, peer) -> Mono.just(new RSocket() {}))
          .requestChannel(endless(plan))
          .blockLast();
      return;
    }
    connect(plan, SocketAcceptor.forRequestStream(request -> endless(plan))).onClose().block();
  }

  private static Flux<Payload> endless(Plan plan) {
    ByteBuf data = data(plan);
    return Flux.generate(sink -> sink.next(ByteBufPayload.create(data.retainedDuplicate())));
  }

  private static ByteBuf data(Plan plan) {
    return Unpooled.directBuffer(plan.size()).writeZero(plan.size());
  }

  private static SocketAcceptor channelEcho() {
    return SocketAcceptor.forRequestChannel(Flux::from);
  }

  private static SocketAcceptor responseEcho() {
    return SocketAcceptor.forRequestResponse(Mono::just);
  }

  private void ping(Plan plan) {
    RSocket socket = connect(plan, (setup, peer) -> Mono.just(new RSocket() {}));
    RoundTrips trips = new RoundTrips(plan);
    ByteBuf data = data(plan);
    if (channel) {
      Sinks.Many<Payload> out = Sinks.many().unicast().onBackpressureBuffer();
      Runnable leave =
          () -> {
            trips.leaves();
            out.tryEmitNext(ByteBufPayload.create(data.retainedDuplicate())).orThrow();
          };
      leave.run();
      socket
          .requestChannel(out.asFlux())
          .doOnNext(Payload::release)
          .takeWhile(reply -> !trips.isBack())
          .doOnNext(reply -> leave.run())
          .blockLast();
      return;
    }
    Mono.defer(
            () -> {
              trips.leaves();
              return socket.requestResponse(ByteBufPayload.create(data.retainedDuplicate()));
            })
        .doOnNext(Payload::release)
        .repeat()
        .takeWhile(reply -> !trips.isBack())
        .blockLast();
  }

  private static CloseableChannel bind(Plan plan, SocketAcceptor acceptor) {
    URI endpoint = URI.create(plan.endpoint().replace(":*", ":0"));
    CloseableChannel server =
        RSocketServer.create(acceptor)
            .payloadDecoder(PayloadDecoder.ZERO_COPY)
            .bind(TcpServerTransport.create(endpoint.getHost(), endpoint.getPort()))
            .block();
    PeerProgram.bound("tcp://127.0.0.1:" + Objects.requireNonNull(server).address().getPort());
    return server;
  }

  private static RSocket connect(Plan plan, SocketAcceptor acceptor) {
    URI endpoint = URI.create(plan.endpoint());
    return Objects.requireNonNull(
        RSocketConnector.create()
            .acceptor(acceptor)
            .payloadDecoder(PayloadDecoder.ZERO_COPY)
            .connect(TcpClientTransport.create(endpoint.getHost(), endpoint.getPort()))
            .block());
  }
}
