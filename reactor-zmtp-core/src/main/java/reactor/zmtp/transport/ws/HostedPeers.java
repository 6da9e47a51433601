package reactor.zmtp.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.netty.tcp.SslProvider;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;
import reactor.zmtp.connection.Beginning;
import reactor.zmtp.connection.PeerChannel;
import reactor.zmtp.connection.PeerEndpoint;
import reactor.zmtp.endpoint.Admission;
import reactor.zmtp.endpoint.Origin;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.option.Options;

/** Peers of a socket that have come by HTTP servers. Confined to the socket's event loop. */
final class HostedPeers {

  private final TransportContext socket;

  /** By the server's channel: with it they go. */
  private final Map<Channel, Set<PeerChannel>> byServer = new HashMap<>();

  private @Nullable Admission admission;
  private volatile boolean closed;

  HostedPeers(TransportContext socket) {
    this.socket = socket;
  }

  /** From any thread. */
  boolean isClosed() {
    return closed;
  }

  /** A channel that was upgraded is on this loop now. */
  void arrived(
      Channel channel, Handover handover, String subprotocol, String endpoint, Origin origin) {
    socket.loop().opened(channel);
    if (!channel.isActive()) { // and its handlers have left it
      gone(endpoint, origin);
      return;
    }
    if (closed) {
      close(channel, CloseCode.GOING_AWAY, "the socket was disposed of");
      return;
    }
    Admission limits = admission();
    AcceptFailure refusal = limits.refusal(origin);
    if (refusal != null) {
      String why = limits.explain(refusal, origin);
      close(channel, CloseCode.TRY_AGAIN_LATER, why);
      tell(endpoint, origin, refusal, why);
      return;
    }
    Guest guest = new Guest(endpoint, channel.parent(), handover, subprotocol);
    PeerChannel peer =
        new PeerChannel(guest, socket.peers(), channel, channel.localAddress(), origin.address());
    limits.begin(peer, origin);
    ofServer(channel.parent()).add(peer);
    socket
        .peers()
        .event(new SocketEvent.Accepted(endpoint, channel.localAddress(), origin.address()));
    peer.beginBefore(Handover.NAME, socket.loop(), socket.options());
  }

  private Admission admission() {
    Admission made = admission;
    if (made == null) {
      made = new Admission(socket);
      admission = made;
    }
    return made;
  }

  private Set<PeerChannel> ofServer(Channel server) {
    Set<PeerChannel> peers = byServer.get(server);
    if (peers == null) {
      peers = new LinkedHashSet<>();
      byServer.put(server, peers);
      server.closeFuture().addListener(gone -> socket.loop().execute(() -> serverGone(server)));
    }
    return peers;
  }

  private void serverGone(Channel server) {
    Set<PeerChannel> peers = byServer.remove(server);
    if (peers != null) {
      Set.copyOf(peers).forEach(PeerChannel::close);
    }
  }

  private static void close(Channel channel, int code, String why) {
    ByteBuf goodbye = channel.alloc().buffer();
    new ZwsEncoder(false, true).whole(Opcode.CLOSE, CloseCode.payload(code, why), goodbye);
    channel
        .pipeline()
        .context(Handover.NAME)
        .writeAndFlush(goodbye)
        .addListener(ChannelFutureListener.CLOSE);
  }

  /** A peer that was upgraded has gone meanwhile. */
  void gone(String endpoint, Origin origin) {
    tell(endpoint, origin, AcceptFailure.GONE, "the peer was gone before it could be accepted");
  }

  private void tell(String endpoint, Origin origin, AcceptFailure refusal, String why) {
    report(
        new SocketEvent.AcceptFailed(endpoint, origin.address(), refusal, new ZmqException(why)));
  }

  /** Nothing is told of a socket that is gone. */
  void report(SocketEvent event) {
    if (!closed) {
      socket.peers().event(event);
    }
  }

  Future<Void> close() {
    closed = true;
    PromiseCombiner all = new PromiseCombiner(socket.loop().eventLoop());
    byServer.values().forEach(peers -> Set.copyOf(peers).forEach(peer -> all.add(peer.close())));
    byServer.clear();
    Promise<Void> done = socket.loop().eventLoop().newPromise();
    all.finish(done);
    return done;
  }

  /** Endpoint of one of them. */
  private final class Guest implements PeerEndpoint {

    private final String address;
    private final Channel server;
    private final Handover handover;
    private final String subprotocol;

    Guest(String address, Channel server, Handover handover, String subprotocol) {
      this.address = address;
      this.server = server;
      this.handover = handover;
      this.subprotocol = subprotocol;
    }

    @Override
    public String address() {
      return address;
    }

    @Override
    public boolean accepts() {
      return true;
    }

    @Override
    public @Nullable SslProvider tls(Options options) {
      return null; // the server has it
    }

    @Override
    public ChannelHandler first(Beginning zmtp) {
      ZwsFraming framing = ZwsFraming.of(subprotocol, socket, zmtp.mechanism(), false);
      List<ByteBuf> early = handover.takeEarly();
      return new HostedBeginning(framing, early, zmtp);
    }

    @Override
    public void handshakeSucceeded(PeerChannel peer) {
      admission().end(peer);
    }

    @Override
    public void handshakeFailed(PeerChannel peer, HandshakeFailure reason, Throwable cause) {
      admission().end(peer);
      forget(peer);
    }

    @Override
    public void disconnected(PeerChannel peer, @Nullable Throwable cause) {
      forget(peer);
    }

    private void forget(PeerChannel peer) {
      Set<PeerChannel> all = byServer.get(server);
      if (all != null) {
        all.remove(peer);
      }
    }
  }
}
