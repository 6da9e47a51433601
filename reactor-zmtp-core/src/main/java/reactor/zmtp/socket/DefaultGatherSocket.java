package reactor.zmtp.socket;

import reactor.zmtp.GatherSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;

/** GATHER. */
public final class DefaultGatherSocket extends SocketBase<ZmqMessage> implements GatherSocket {

  public DefaultGatherSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.GATHER, null, (pipe, message) -> message);
  }

  @Override
  public boolean consume(Pipe pipe, DefaultMessage message) {
    return discardMultipart(pipe, message);
  }
}
