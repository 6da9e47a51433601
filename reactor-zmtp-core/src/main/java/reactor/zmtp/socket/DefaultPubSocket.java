package reactor.zmtp.socket;

import reactor.zmtp.SocketType;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.Subscriptions;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Pipe;

/** PUB. */
public final class DefaultPubSocket extends PubSocketBase {

  public DefaultPubSocket(ZmqResources resources, Options options) {
    super(
        resources,
        options,
        SocketType.PUB,
        new Subscriptions(options.get(Option.INVERT_MATCHING)),
        null);
  }

  /** Drops what is no subscription: a PUB does not receive. */
  @Override
  public boolean consume(Pipe pipe, DefaultMessage message) {
    withoutSubscriptions(pipe, message);
    return true;
  }

  @Override
  void subscription(Pipe pipe, Announcement what, byte[] topic) {
    if (what == Announcement.SUBSCRIBE) {
      checkRoom(subscriptions(), pipe, topic);
      subscriptions().subscribe(pipe, topic);
    } else {
      subscriptions().unsubscribe(pipe, topic);
    }
    changed();
  }
}
