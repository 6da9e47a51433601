package reactor.zmtp;

import reactor.zmtp.option.Option;
import reactor.zmtp.socket.DefaultRadioSocket;

/** Options of a RADIO socket. */
public final class RadioSpec extends SocketSpec<RadioSpec, RadioSocket>
    implements SendOptions<RadioSpec>, FanOutOptions<RadioSpec> {

  RadioSpec(State state) {
    super(state, RadioSpec::new, DefaultRadioSocket::new);
  }

  /**
   * Most groups that one peer may be a member of; one that joins more loses its connection.
   * Default: 10000 (libzmq: no limit).
   *
   * @param groups 1 or more
   * @return a new spec
   */
  public RadioSpec maxGroups(int groups) {
    check(groups > 0, "maxGroups", groups, "1 or more");
    return with(Option.MAX_GROUPS, groups);
  }

  /**
   * Most routers that a multicast datagram may pass, the first network counted, on its way from a
   * udp endpoint (ZMQ_MULTICAST_HOPS). Default: 1, the networks of this machine.
   *
   * @param hops 1 to 255
   * @return a new spec
   */
  public RadioSpec multicastHops(int hops) {
    check(hops >= 1 && hops <= 255, "multicastHops", hops, "1 to 255");
    return with(Option.MULTICAST_HOPS, hops);
  }

  /**
   * Whether multicast datagrams that are sent from a udp endpoint come to this machine, too, for
   * those here that have joined (ZMQ_MULTICAST_LOOP). Default: true.
   *
   * @param enabled whether they do
   * @return a new spec
   */
  public RadioSpec multicastLoop(boolean enabled) {
    return with(Option.MULTICAST_LOOP, enabled);
  }
}
