package reactor.zmtp.socket;

import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;
import reactor.zmtp.PeerNotice;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqException;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.GeneratedIds;
import reactor.zmtp.pattern.RoutingTable;

/** ROUTER. */
public final class DefaultRouterSocket extends RoutingSocketBase implements RouterSocket {

  public DefaultRouterSocket(ZmqResources resources, Options options) {
    super(
        resources,
        options,
        SocketType.ROUTER,
        RoutingTable.ofIdentities(
            GeneratedIds.prefixed(ThreadLocalRandom.current().nextInt()),
            options.get(Option.MANDATORY),
            options.get(Option.HANDOVER)),
        options.get(Option.NOTIFY).contains(PeerNotice.CONNECTED),
        options.get(Option.NOTIFY).contains(PeerNotice.DISCONNECTED));
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
}
