package reactor.zmtp.socket;

import reactor.zmtp.ScatterSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.LoadBalancer;
import reactor.zmtp.pattern.SingleFrame;

/** SCATTER. */
public final class DefaultScatterSocket extends SendingSocketBase implements ScatterSocket {

  /**
   * A live socket without endpoints.
   *
   * @param resources what it shares with the others of its context
   * @param options its options
   */
  public DefaultScatterSocket(ZmqResources resources, Options options) {
    super(
        resources,
        options,
        SocketType.SCATTER,
        new SingleFrame(SocketType.SCATTER, new LoadBalancer()),
        null);
  }
}
