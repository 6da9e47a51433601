package reactor.zmtp;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.zmtp.message.GroupName;
import reactor.zmtp.option.Option;
import reactor.zmtp.socket.DefaultDishSocket;

/** Options of a DISH socket. */
public final class DishSpec extends SocketSpec<DishSpec, DishSocket>
    implements ReceiveOptions<DishSpec>, CreditOptions<DishSpec> {

  DishSpec(State state) {
    super(state, DishSpec::new, DefaultDishSocket::new);
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

  /**
   * Joins groups when the socket is opened; adds to those already named. See {@link
   * DishSocket#join}. Default: none.
   *
   * @param groups their names, each 0 to 255 bytes of UTF-8, none of them zero; matched exactly
   * @return a new spec
   * @throws IllegalArgumentException if a name is too long or has a zero byte
   */
  public DishSpec join(String... groups) {
    Set<String> all = new LinkedHashSet<>(get(Option.GROUPS));
    for (String group : groups) {
      GroupName.check(group);
      all.add(group);
    }
    return with(Option.GROUPS, Collections.unmodifiableSet(all));
  }

  /**
   * Receives values through a socket of its own, as {@link #receive()} and {@link
   * DishSocket#receive(ZmqCodec)} do.
   *
   * @param <T> the values
   * @param codec makes the values
   * @return the values, each with its group
   */
  public <T> Flux<GroupValue<T>> receive(ZmqCodec<T> codec) {
    return Codecs.decodeGroups(receive(), codec, null);
  }
}
