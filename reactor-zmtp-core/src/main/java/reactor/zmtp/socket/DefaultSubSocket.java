package reactor.zmtp.socket;

import reactor.zmtp.SocketType;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.Topics;
import reactor.zmtp.pipe.Pipe;

/** SUB. */
public final class DefaultSubSocket extends SubSocketBase {

  private final boolean inverted;

  public DefaultSubSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.SUB, new Topics(false), null);
    this.inverted = options.get(Option.INVERT_MATCHING);
  }

  /**
   * Filters, too, as libzmq does: messages of a topic that was unsubscribed from while they were on
   * their way do not come.
   */
  @Override
  public boolean consume(Pipe pipe, DefaultMessage message) {
    return topics().matches(message.array(0)) == inverted;
  }
}
