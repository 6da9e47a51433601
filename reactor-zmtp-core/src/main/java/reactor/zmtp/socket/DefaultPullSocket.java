package reactor.zmtp.socket;

import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.option.Options;

/** PULL. */
public final class DefaultPullSocket extends SocketBase<ZmqMessage> implements PullSocket {

  public DefaultPullSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.PULL, null, (pipe, message) -> message);
  }
}
