package reactor.zmtp.samples.benchmarks.peer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Objects;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** Reactor Netty alone, with messages that have their length before them. */
final class ReactorNettyPeer implements Peer {

  private static final int LENGTH = 4;

  @Override
  public void play(Plan plan) {
    switch (plan.role()) {
      case RECEIVE -> {
        Counter<ByteBuf> counter = new Counter<>(new RateMeter(plan), Counter.UNBOUNDED);
        bind(plan, (in, out) -> count(in, counter));
        counter.await();
      }
      case SEND -> connect(plan, (in, out) -> out.send(endless(plan)));
      case ECHO -> bind(plan, (in, out) -> echo(in, out)).onDispose().block();
      case PING -> {
        RoundTrips trips = new RoundTrips(plan);
        connect(plan, (in, out) -> ping(in, out, trips, frame(plan)));
      }
      default ->
          throw new IllegalArgumentException(plan.role() + " is none of Reactor Netty's roles");
    }
  }

  private static Publisher<Void> count(NettyInbound in, Counter<ByteBuf> counter) {
    in.receive().subscribe(counter);
    return Mono.never();
  }

  private static Flux<ByteBuf> endless(Plan plan) {
    ByteBuf frame = frame(plan);
    return Flux.generate(sink -> sink.next(frame.retainedDuplicate()));
  }

  private static ByteBuf frame(Plan plan) {
    return Unpooled.directBuffer(LENGTH + plan.size()).writeInt(plan.size()).writeZero(plan.size());
  }

  private static Publisher<Void> echo(NettyInbound in, NettyOutbound out) {
    return out.send(in.receive().map(message -> framed(out, message)), sent -> true);
  }

  private static ByteBuf framed(NettyOutbound out, ByteBuf message) {
    int size = message.readableBytes();
    return out.alloc().ioBuffer(LENGTH + size).writeInt(size).writeBytes(message);
  }

  private static Publisher<Void> ping(
      NettyInbound in, NettyOutbound out, RoundTrips trips, ByteBuf frame) {
    Sinks.Many<ByteBuf> next = Sinks.many().unicast().onBackpressureBuffer();
    Runnable leave =
        () -> {
          trips.leaves();
          next.tryEmitNext(frame.retainedDuplicate()).orThrow();
        };
    leave.run();
    Mono<Void> back =
        in.receive().takeWhile(reply -> !trips.isBack()).doOnNext(reply -> leave.run()).then();
    return Mono.firstWithSignal(back, Mono.from(out.send(next.asFlux(), sent -> true)));
  }

  private static void cutIntoMessages(Connection connection) {
    connection.addHandlerLast(new LengthFieldBasedFrameDecoder(1 << 24, 0, LENGTH, 0, LENGTH));
  }

  private static DisposableServer bind(
      Plan plan,
      BiFunction<? super NettyInbound, ? super NettyOutbound, ? extends Publisher<Void>> handler) {
    URI endpoint = URI.create(plan.endpoint().replace(":*", ":0"));
    DisposableServer server =
        TcpServer.create()
            .host(endpoint.getHost())
            .port(endpoint.getPort())
            .doOnConnection(ReactorNettyPeer::cutIntoMessages)
            .handle(handler)
            .bindNow();
    PeerProgram.bound("tcp://127.0.0.1:" + ((InetSocketAddress) server.address()).getPort());
    return server;
  }

  /** Returns when the handler has done. */
  private static void connect(
      Plan plan,
      BiFunction<? super NettyInbound, ? super NettyOutbound, ? extends Publisher<Void>> handler) {
    URI endpoint = URI.create(plan.endpoint());
    Connection connection =
        TcpClient.create()
            .host(endpoint.getHost())
            .port(endpoint.getPort())
            .doOnConnected(ReactorNettyPeer::cutIntoMessages)
            .handle(handler)
            .connectNow();
    Objects.requireNonNull(connection).onDispose().block();
  }
}
