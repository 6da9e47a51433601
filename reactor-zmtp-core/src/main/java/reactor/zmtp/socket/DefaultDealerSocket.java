package reactor.zmtp.socket;

import reactor.zmtp.DealerSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.LoadBalancer;

/** DEALER. */
public final class DefaultDealerSocket extends SendingSocketBase implements DealerSocket {

  public DefaultDealerSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.DEALER, new LoadBalancer(), (pipe, message) -> message);
  }
}
