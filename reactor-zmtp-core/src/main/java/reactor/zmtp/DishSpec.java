package reactor.zmtp;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultDishSocket;

/** How a {@link DishSocket} will be. */
public final class DishSpec extends SocketSpec<DishSpec, DishSocket>
    implements ReceiveOptions<DishSpec>, JoinOptions<DishSpec> {

  DishSpec(ZmqContext context) {
    super(context);
  }

  private DishSpec(DishSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  DishSpec copy(Options options, List<Attachment> attachments) {
    return new DishSpec(this, options, attachments);
  }

  @Override
  DishSocket create(ZmqContext context, Options options) {
    return new DefaultDishSocket(context.runtime(), options);
  }

  /**
   * Receives through a socket of its own: opened by the subscription, closed when that is
   * cancelled. A retry after a cancel, as by {@code timeout}, binds once the socket before it is
   * gone. See {@link DishSocket#receive()}.
   *
   * @return the messages
   */
  public Flux<GroupMessage> receive() {
    return oneShot().flux(this, DishSocket::receive);
  }
}
