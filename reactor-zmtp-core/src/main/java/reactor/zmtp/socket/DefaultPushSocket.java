package reactor.zmtp.socket;

import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.LoadBalancer;

/** PUSH. */
public final class DefaultPushSocket extends SendingSocketBase implements PushSocket {

  public DefaultPushSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.PUSH, new LoadBalancer(), null);
  }
}
