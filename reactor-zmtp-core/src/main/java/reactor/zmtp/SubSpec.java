package reactor.zmtp;

import reactor.core.publisher.Flux;
import reactor.zmtp.socket.DefaultSubSocket;

/** Options of a SUB socket. */
public final class SubSpec extends SocketSpec<SubSpec, SubSocket>
    implements ReceiveOptions<SubSpec>,
        CreditOptions<SubSpec>,
        SubscribeOptions<SubSpec>,
        InvertMatchingOptions<SubSpec>,
        ConflateOptions<SubSpec>,
        ObservationOptions<SubSpec> {

  SubSpec(State state) {
    super(state, SubSpec::new, DefaultSubSocket::new);
  }

  /**
   * Receives through a socket of its own: opened by the subscription, closed when that is
   * cancelled. A retry after a cancel, as by {@code timeout}, binds once the socket before it is
   * gone. See {@link ReceivingSocket#receive()}.
   *
   * @return the messages; fails as {@link #open()} does
   */
  public Flux<ZmqMessage> receive() {
    return oneShot().flux(this, SubSocket::receive);
  }

  /**
   * Receives values through a socket of its own, as {@link #receive()} and {@link
   * SubSocket#receive(ZmqCodec)} do.
   *
   * @param <T> the values
   * @param codec makes the values
   * @return the values
   */
  public <T> Flux<T> receive(ZmqCodec<T> codec) {
    return Codecs.decode(receive(), codec, null);
  }
}
