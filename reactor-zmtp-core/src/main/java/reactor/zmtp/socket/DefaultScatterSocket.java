package reactor.zmtp.socket;

import reactor.zmtp.ScatterSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.LoadBalancer;
import reactor.zmtp.pattern.SingleFrame;

/** SCATTER. */
public final class DefaultScatterSocket extends SendingSocketBase implements ScatterSocket {

  public DefaultScatterSocket(ZmqResources resources, Options options) {
    super(
        resources,
        options,
        SocketType.SCATTER,
        new SingleFrame(SocketType.SCATTER, new LoadBalancer()),
        null);
  }
}
