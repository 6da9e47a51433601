package reactor.zmtp.socket;

import reactor.zmtp.ClientSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.LoadBalancer;
import reactor.zmtp.pattern.SingleFrame;
import reactor.zmtp.pipe.Pipe;

/** CLIENT. */
public final class DefaultClientSocket extends SendingSocketBase implements ClientSocket {

  public DefaultClientSocket(ZmqResources resources, Options options) {
    super(
        resources,
        options,
        SocketType.CLIENT,
        new SingleFrame(SocketType.CLIENT, new LoadBalancer()),
        (pipe, message) -> message);
  }

  @Override
  public boolean consume(Pipe pipe, DefaultMessage message) {
    return discardMultipart(pipe, message);
  }
}
