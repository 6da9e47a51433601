package reactor.zmtp.endpoint;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.net.SocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqException;
import reactor.zmtp.connection.Beginning;
import reactor.zmtp.connection.PeerChannel;
import reactor.zmtp.connection.PeerEndpoint;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Options;

/** Bound endpoint with channels, and the connections that came to it. */
public final class Listener implements TransportEndpoint, PeerEndpoint {

  private final IoLoop loop;
  private final Options options;
  private final PeerRegistry peers;
  private final String requested;
  private final Binder binder;
  private final Admission admission;
  private final Set<PeerChannel> channels = new LinkedHashSet<>();

  private @Nullable Channel server;
  private String address;
  private int port;

  public Listener(TransportContext socket, String endpoint, Binder binder) {
    this.loop = socket.loop();
    this.options = socket.options();
    this.peers = socket.peers();
    this.requested = endpoint;
    this.address = endpoint;
    this.binder = binder;
    this.admission = new Admission(socket);
  }

  /** Binds; done when connections are accepted, or failed with what {@code bind} signals. */
  public Future<TransportEndpoint> open() {
    Promise<TransportEndpoint> opened = loop.eventLoop().newPromise();
    try {
      TlsCheck.check(options, requested, true);
      Future<Channel> binding = binder.bind(new AcceptFailures(peers, this), new Acceptor());
      // Not on the loop already if the system had no channel.
      binding.addListener(bound -> loop.run(() -> opened(binding, opened)));
    } catch (ZmqException e) {
      failed(e, opened);
    }
    return opened;
  }

  private void opened(Future<Channel> binding, Promise<TransportEndpoint> opened) {
    if (binding.isSuccess()) {
      Channel bound = binding.getNow();
      server = bound;
      loop.opened(bound);
      address = binder.address(bound);
      port = binder.port(bound);
      peers.event(new SocketEvent.Listening(address, binder.local(bound)));
      opened.setSuccess(this);
    } else {
      failed(binder.explain(binding.cause()), opened);
    }
  }

  private void failed(ZmqException cause, Promise<TransportEndpoint> opened) {
    peers.event(new SocketEvent.BindFailed(requested, cause));
    opened.setFailure(cause);
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public boolean accepts() {
    return true;
  }

  @Override
  public @Nullable RoutingId assignedId() {
    return null;
  }

  @Override
  public String requested() {
    return requested;
  }

  @Override
  public Future<Void> close() {
    PromiseCombiner all = new PromiseCombiner(loop.eventLoop());
    if (server != null) {
      all.add((Future<Void>) server.close());
    }
    for (PeerChannel peer : Set.copyOf(channels)) {
      all.add(peer.close());
    }
    Promise<Void> closed = loop.eventLoop().newPromise();
    all.finish(closed);
    return closed;
  }

  @Override
  public ChannelHandler first(Beginning zmtp) {
    return binder.first(zmtp);
  }

  @Override
  public void handshakeSucceeded(PeerChannel peer) {
    admission.end(peer);
  }

  @Override
  public void handshakeFailed(PeerChannel peer, HandshakeFailure reason, Throwable cause) {
    admission.end(peer);
    channels.remove(peer);
  }

  @Override
  public void disconnected(PeerChannel peer, @Nullable Throwable cause) {
    channels.remove(peer);
  }

  /** Begins the handshake of each connection that may come in. */
  private final class Acceptor extends ChannelInitializer<Channel> {

    @Override
    protected void initChannel(Channel channel) {
      loop.opened(channel);
      Origin origin = binder.origin(channel);
      if (origin == null) {
        turnAway(channel, null, AcceptFailure.GONE, "the peer was gone before it was accepted");
        return;
      }
      String filtered = binder.filtered(channel, origin);
      if (filtered != null) {
        turnAway(channel, origin.address(), AcceptFailure.FILTERED, filtered);
        return;
      }
      AcceptFailure refusal = admission.refusal(origin);
      if (refusal != null) {
        turnAway(channel, origin.address(), refusal, admission.explain(refusal, origin));
        return;
      }
      admit(channel, origin);
    }

    private void admit(Channel channel, Origin origin) {
      SocketAddress local = binder.local(channel);
      PeerChannel peer = new PeerChannel(Listener.this, peers, channel, local, origin.address());
      admission.begin(peer, origin);
      channels.add(peer);
      peers.event(new SocketEvent.Accepted(address, local, origin.address()));
      peer.begin(loop, options);
    }

    private void turnAway(
        Channel channel, @Nullable SocketAddress remote, AcceptFailure refusal, String why) {
      channel.close();
      peers.event(new SocketEvent.AcceptFailed(address, remote, refusal, new ZmqException(why)));
    }
  }
}
