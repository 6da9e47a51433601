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
}
