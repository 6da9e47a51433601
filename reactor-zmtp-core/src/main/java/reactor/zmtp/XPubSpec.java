package reactor.zmtp;

import java.util.Objects;
import reactor.zmtp.option.Option;
import reactor.zmtp.socket.DefaultXPubSocket;

/** Options of an XPUB socket. */
public final class XPubSpec extends SocketSpec<XPubSpec, XPubSocket>
    implements SendOptions<XPubSpec>,
        ReceiveOptions<XPubSpec>,
        PubOptions<XPubSpec>,
        InvertMatchingOptions<XPubSpec>,
        OnlyFirstSubscribeOptions<XPubSpec> {

  XPubSpec(State state) {
    super(state, XPubSpec::new, DefaultXPubSocket::new);
  }

  /**
   * Whether every subscription is received, not only the first to a topic (ZMQ_XPUB_VERBOSE). Of
   * their ends only the last is: an XSUB or SUB that these notices are passed on to counts
   * subscriptions, and so keeps a topic for ever to which two have subscribed, as in libzmq. In a
   * forwarder use {@link #verboser} instead, or neither. Default: false.
   *
   * @param enabled whether all are
   * @return a new spec
   */
  public XPubSpec verbose(boolean enabled) {
    return with(Option.VERBOSE, enabled);
  }

  /**
   * Whether every subscription and every end of one is received (ZMQ_XPUB_VERBOSER). Default:
   * false.
   *
   * @param enabled whether all are
   * @return a new spec
   */
  public XPubSpec verboser(boolean enabled) {
    return with(Option.VERBOSER, enabled);
  }

  /**
   * Whether subscriptions are only received, all of them, and take no effect by themselves: peers
   * get those topics that {@link XPubSocket#subscribe(ZmqMessage, String)} gives them
   * (ZMQ_XPUB_MANUAL). Default: false.
   *
   * @param enabled whether they are
   * @return a new spec
   */
  public XPubSpec manual(boolean enabled) {
    return with(Option.MANUAL, enabled);
  }

  /**
   * {@link #manual}, for caches of last values: the first message that is sent after {@link
   * XPubSocket#subscribe(ZmqMessage, String)} goes to that peer alone, if it has its topic
   * (ZMQ_XPUB_MANUAL_LAST_VALUE). So nothing else should be sent between the two. Default: false.
   *
   * @param enabled whether it does
   * @return a new spec
   */
  public XPubSpec manualLastValue(boolean enabled) {
    return with(Option.MANUAL_LAST_VALUE, enabled);
  }

  /**
   * Message that each peer is sent first when it comes, whatever it subscribes to
   * (ZMQ_XPUB_WELCOME_MSG); a SUB filters it unless it has subscribed to it before. Default:
   * nothing.
   *
   * @param message the message
   * @return a new spec
   */
  public XPubSpec welcomeMessage(ZmqMessage message) {
    return with(Option.WELCOME_MESSAGE, Objects.requireNonNull(message, "message"));
  }
}
