package reactor.zmtp.socket;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.ChannelSocket;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketType;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.LoadBalancer;
import reactor.zmtp.pattern.SingleFrame;
import reactor.zmtp.pipe.Pipe;

/** CHANNEL. */
public final class DefaultChannelSocket extends SendingSocketBase implements ChannelSocket {

  public DefaultChannelSocket(ZmqResources resources, Options options) {
    super(
        resources,
        options,
        SocketType.CHANNEL,
        new SingleFrame(SocketType.CHANNEL, new LoadBalancer()),
        (pipe, message) -> message);
  }

  @Override
  @Nullable Refusal refusal(PeerMetadata peer) {
    return exclusive();
  }

  @Override
  public boolean consume(Pipe pipe, DefaultMessage message) {
    return discardMultipart(pipe, message);
  }
}
