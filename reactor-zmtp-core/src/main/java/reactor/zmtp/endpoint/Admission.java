package reactor.zmtp.endpoint;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent.AcceptFailure;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.connection.PeerChannel;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/**
 * Decides which of the connections that come to an endpoint are taken: so many a second of one
 * origin, so many peers, and so many handshakes in progress. Confined to one event loop.
 */
public final class Admission {

  private final IoLoop loop;
  private final PeerRegistry peers;
  private final int maxRate;
  private final int maxPeers;
  private final int maxHandshakes;
  private final ConnectionRateLimiter rate;
  private final HandshakeLimiter<PeerChannel> handshakes;

  public Admission(TransportContext socket) {
    Options options = socket.options();
    this.loop = socket.loop();
    this.peers = socket.peers();
    this.maxRate = options.get(Option.MAX_CONNECTION_RATE);
    this.maxPeers = options.get(Option.MAX_PEERS);
    this.maxHandshakes = options.get(Option.MAX_HANDSHAKES);
    this.rate = new ConnectionRateLimiter(maxRate);
    this.handshakes = new HandshakeLimiter<>(maxHandshakes);
  }

  /** The reason to turn a connection away, or null; what costs least is looked at first. */
  public @Nullable AcceptFailure refusal(Origin origin) {
    if (!rate.allows(origin.network(), loop.nanoTime())) {
      return AcceptFailure.TOO_FREQUENT;
    }
    if (peers.isFull()) {
      return AcceptFailure.TOO_MANY_PEERS;
    }
    return handshakes.isFull() && !makeRoom(origin) ? AcceptFailure.TOO_MANY_HANDSHAKES : null;
  }

  /** Has a handshake in progress give way to one of another origin, if one has to. */
  private boolean makeRoom(Origin newcomer) {
    PeerChannel peer = handshakes.givingWayTo(newcomer.network());
    if (peer == null) {
      return false;
    }
    handshakes.end(peer); // now: its last event comes later
    peer.turnAway(
        new PeerRegistry.Refusal(
            HandshakeFailure.TOO_MANY_HANDSHAKES,
            maxHandshakes
                + " connections are in their handshake (maxHandshakes); this one, the oldest of"
                + " the address with the most of them, gave way to one from "
                + newcomer.name()));
    return true;
  }

  public String explain(AcceptFailure refusal, Origin origin) {
    return switch (refusal) {
      case TOO_FREQUENT ->
          "more than %d connections a second came from %s (maxConnectionRate)"
              .formatted(maxRate, origin.name());
      case TOO_MANY_PEERS ->
          "the socket has %d peers or more already (maxPeers)".formatted(maxPeers);
      case TOO_MANY_HANDSHAKES ->
          maxHandshakes + " connections are in their handshake already (maxHandshakes)";
      default -> throw new IllegalArgumentException(refusal + " is no limit");
    };
  }

  public void begin(PeerChannel peer, Origin origin) {
    handshakes.begin(peer, origin.network());
  }

  public void end(PeerChannel peer) {
    handshakes.end(peer);
  }
}
