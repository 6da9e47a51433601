package reactor.zmtp;

import reactor.core.publisher.Flux;
import reactor.zmtp.socket.DefaultPullSocket;

/** Options of a PULL socket. */
public final class PullSpec extends SocketSpec<PullSpec, PullSocket>
    implements ReceiveOptions<PullSpec>,
        CreditOptions<PullSpec>,
        ConflateOptions<PullSpec>,
        ObservationOptions<PullSpec> {

  PullSpec(State state) {
    super(state, PullSpec::new, DefaultPullSocket::new);
  }

  /**
   * Receives through a socket of its own: opened by the subscription, closed when that is
   * cancelled. A retry after a cancel, as by {@code timeout}, binds once the socket before it is
   * gone. See {@link ReceivingSocket#receive()}.
   *
   * @return the messages
   */
  public Flux<ZmqMessage> receive() {
    return oneShot().flux(this, ReceivingSocket::receive);
  }

  /**
   * Receives values through a socket of its own, as {@link #receive()} and {@link
   * PullSocket#receive(ZmqCodec)} do.
   *
   * @param <T> the values
   * @param codec makes the values
   * @return the values
   */
  public <T> Flux<T> receive(ZmqCodec<T> codec) {
    return Codecs.decode(receive(), codec, null);
  }
}
