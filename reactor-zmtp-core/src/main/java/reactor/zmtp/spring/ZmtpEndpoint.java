package reactor.zmtp.spring;

import java.net.SocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PeerMetrics;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqSocket;

/** Actuator endpoint of the sockets, {@code /actuator/zmtp}: what each is doing now. */
@Endpoint(id = "zmtp")
@SuppressWarnings("exports") // an optional module cannot be required of others
public final class ZmtpEndpoint {

  private final ZmqContext context;
  private final NamedSockets sockets;

  ZmtpEndpoint(ZmqContext context, NamedSockets sockets) {
    this.context = context;
    this.sockets = sockets;
  }

  /**
   * Sockets of an application.
   *
   * @param sockets all of the context, those without a name among them
   */
  public record Description(List<Socket> sockets) {}

  /**
   * A socket.
   *
   * @param name its name; empty if it has none
   * @param type its type
   * @param endpoints what it is bound and connected to
   * @param figures its counters
   * @param discarded messages it has dropped, by the reason
   * @param lastFailure what failed last, null if nothing did; of a named socket
   * @param peers its peers
   */
  public record Socket(
      String name,
      SocketType type,
      List<String> endpoints,
      SocketMetrics figures,
      Map<DiscardReason, Long> discarded,
      @Nullable Failure lastFailure,
      List<Peer> peers) {}

  /**
   * A failure.
   *
   * @param time when it was
   * @param endpoint where
   * @param what what failed
   */
  public record Failure(Instant time, String endpoint, String what) {}

  /**
   * A peer.
   *
   * @param address where it is
   * @param type its type, null if its protocol has none
   * @param user who it is, null if nobody asked
   * @param waitingToSend messages given to it and not yet written
   * @param waitingToReceive messages of it that wait to be requested
   * @param dropped messages for it that were dropped
   */
  public record Peer(
      String address,
      @Nullable SocketType type,
      @Nullable String user,
      long waitingToSend,
      long waitingToReceive,
      long dropped) {

    static Peer of(PeerMetrics peer) {
      SocketAddress address = peer.peer().address();
      return new Peer(
          address.toString(),
          peer.peer().socketType(),
          peer.peer().userId(),
          peer.waitingToSend(),
          peer.waitingToReceive(),
          peer.dropped());
    }
  }

  /**
   * Describes the sockets.
   *
   * @return each, by its name
   */
  @ReadOperation
  public Mono<Description> sockets() {
    return Flux.fromIterable(context.sockets())
        .flatMap(this::describe)
        .sort((one, other) -> one.name().compareTo(other.name()))
        .collectList()
        .map(Description::new);
  }

  private Mono<Socket> describe(ZmqSocket socket) {
    SocketStatus status = sockets.status(socket.name());
    return socket
        .peers()
        .map(
            peers ->
                new Socket(
                    socket.name(),
                    socket.type(),
                    socket.endpoints().stream().map(ZmqEndpoint::toString).toList(),
                    socket.snapshot(),
                    status.discarded(),
                    status.lastFailure(),
                    peers.stream().map(Peer::of).toList()));
  }
}
