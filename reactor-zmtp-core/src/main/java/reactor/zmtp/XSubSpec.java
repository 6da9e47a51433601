package reactor.zmtp;

import reactor.zmtp.option.Option;
import reactor.zmtp.socket.DefaultXSubSocket;

/** Options of an XSUB socket. */
public final class XSubSpec extends SocketSpec<XSubSpec, XSubSocket>
    implements SendOptions<XSubSpec>,
        ReceiveOptions<XSubSpec>,
        CreditOptions<XSubSpec>,
        SubscribeOptions<XSubSpec>,
        OnlyFirstSubscribeOptions<XSubSpec> {

  XSubSpec(State state) {
    super(state, XSubSpec::new, DefaultXSubSocket::new);
  }

  /**
   * Whether peers are sent every unsubscription, not only of the last from a topic
   * (ZMQ_XSUB_VERBOSE_UNSUBSCRIBE). Default: false.
   *
   * @param enabled whether they are
   * @return a new spec
   */
  public XSubSpec verboseUnsubscribe(boolean enabled) {
    return with(Option.VERBOSE_UNSUBSCRIBE, enabled);
  }
}
