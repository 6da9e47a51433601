package reactor.zmtp;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.zmtp.socket.DefaultPushSocket;

/** Options of a PUSH socket. */
public final class PushSpec extends SocketSpec<PushSpec, PushSocket>
    implements SendOptions<PushSpec>, ConflateOptions<PushSpec>, ObservationOptions<PushSpec> {

  PushSpec(State state) {
    super(state, PushSpec::new, DefaultPushSocket::new);
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
   * PushSocket#send(Publisher, ZmqCodec)} do.
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
