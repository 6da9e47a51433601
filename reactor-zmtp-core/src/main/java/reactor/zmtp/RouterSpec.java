package reactor.zmtp;

import java.util.Set;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultRouterSocket;
import reactor.zmtp.socket.ZmqResources;

/** Options of a ROUTER socket. */
public final class RouterSpec extends SocketSpec<RouterSpec, RouterSocket>
    implements SendOptions<RouterSpec>,
        ReceiveOptions<RouterSpec>,
        ReplyOptions<RouterSpec>,
        CreditOptions<RouterSpec>,
        RoutingIdOptions<RouterSpec>,
        HelloOptions<RouterSpec>,
        DisconnectOptions<RouterSpec>,
        ProbeOptions<RouterSpec>,
        ObservationOptions<RouterSpec> {

  RouterSpec(State state) {
    super(state, RouterSpec::new, RouterSpec::create);
  }

  private static RouterSocket create(ZmqResources resources, Options options) {
    if (options.get(Option.RAW)) {
      checkUnsecured("a raw ROUTER", options);
    }
    return new DefaultRouterSocket(resources, options);
  }

  /**
   * Whether every message must reach its peer (ZMQ_ROUTER_MANDATORY). If so, one for a peer that is
   * not there fails its send with {@link UnroutableException}, and one for a peer that is full
   * waits: the publisher is not asked for more. If not, either is dropped, counted and reported as
   * {@link SocketEvent.Discarded}. Default: false.
   *
   * @param enabled whether it must
   * @return a new spec
   */
  public RouterSpec mandatory(boolean enabled) {
    return with(Option.MANDATORY, enabled);
  }

  /**
   * Whether a new peer with the routing id of one that is there takes its place
   * (ZMQ_ROUTER_HANDOVER): the older connection is closed. If not, the newcomer is refused with
   * {@link SocketEvent.HandshakeFailure#DUPLICATE_ID} and may try again; libzmq leaves it connected
   * and mute. Default: false.
   *
   * @param enabled whether it does
   * @return a new spec
   */
  public RouterSpec handover(boolean enabled) {
    return with(Option.HANDOVER, enabled);
  }

  /**
   * Changes that are reported among the messages (ZMQ_ROUTER_NOTIFY), each as a message of the peer
   * with one empty frame. A peer whose place was taken by {@link #handover} is not reported as
   * gone. Default: none.
   *
   * @param notices which changes
   * @return a new spec
   */
  public RouterSpec notify(Set<PeerNotice> notices) {
    return with(Option.NOTIFY, Set.copyOf(notices));
  }

  /**
   * Whether peers speak raw TCP in place of ZMTP (ZMQ_ROUTER_RAW): as with a {@link StreamSocket},
   * but for the notices. A spec that has a security mechanism as well does not open, since raw TCP
   * has none. Default: false.
   *
   * @param enabled whether they do
   * @return a new spec
   */
  public RouterSpec raw(boolean enabled) {
    return with(Option.RAW, enabled);
  }
}
