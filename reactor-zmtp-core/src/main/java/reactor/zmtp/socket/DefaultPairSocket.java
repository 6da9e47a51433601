package reactor.zmtp.socket;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketType;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.LoadBalancer;

/** PAIR. */
public final class DefaultPairSocket extends SendingSocketBase implements PairSocket {

  public DefaultPairSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.PAIR, new LoadBalancer(), (pipe, message) -> message);
  }

  @Override
  @Nullable Refusal refusal(PeerMetadata peer) {
    return exclusive();
  }
}
