package reactor.zmtp;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.socket.DefaultScatterSocket;

/** Options of a SCATTER socket. */
public final class ScatterSpec extends SocketSpec<ScatterSpec, ScatterSocket>
    implements SendOptions<ScatterSpec> {

  ScatterSpec(State state) {
    super(state, ScatterSpec::new, DefaultScatterSocket::new);
  }

  /**
   * Sends what a publisher publishes through a socket of its own: opened by the subscription,
   * closed, lingering, when everything is sent or the subscription is cancelled. See {@link
   * SendingSocket#send(Publisher)}.
   *
   * @param messages what to send
   * @return completes when everything is written and the socket is closed
   */
  public Mono<Void> send(Publisher<? extends ZmqMessage> messages) {
    return oneShot().mono(this, socket -> socket.send(messages));
  }

  /**
   * Sends values through a socket of its own, as {@link #send(Publisher)} and {@link
   * ScatterSocket#send(Publisher, ZmqCodec)} do.
   *
   * @param <T> the values
   * @param values what to send
   * @param codec makes the messages
   * @return completes when everything is written and the socket is closed
   */
  public <T> Mono<Void> send(Publisher<? extends T> values, ZmqCodec<T> codec) {
    return oneShot().mono(this, socket -> socket.send(values, codec));
  }
}
