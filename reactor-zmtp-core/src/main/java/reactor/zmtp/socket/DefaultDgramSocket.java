package reactor.zmtp.socket;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DatagramMessage;
import reactor.zmtp.DgramSocket;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketType;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.LoadBalancer;

/** DGRAM. What it sends begins with a frame that has the address. */
public final class DefaultDgramSocket extends SocketBase<DatagramMessage> implements DgramSocket {

  public DefaultDgramSocket(ZmqResources resources, Options options) {
    super(
        resources,
        options,
        SocketType.DGRAM,
        new LoadBalancer(),
        (pipe, message) -> received(message));
  }

  private static DatagramMessage received(DefaultMessage message) {
    PeerMetadata sender = Objects.requireNonNull(message.peer());
    return new DatagramMessage((InetSocketAddress) sender.address(), message);
  }

  @Override
  public Mono<Void> send(Publisher<DatagramMessage> messages) {
    return outbound().send(Flux.from(messages).map(DatagramMessage::toMessage));
  }
}
