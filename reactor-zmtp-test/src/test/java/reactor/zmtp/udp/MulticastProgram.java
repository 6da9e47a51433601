package reactor.zmtp.udp;

import java.time.Duration;
import java.util.concurrent.Callable;
import reactor.zmtp.DishSocket;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.RadioSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** Sends and receives over multicast in a network of its own, and tells what came of it. */
final class MulticastProgram {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ZmqContext zmq = ZmqContext.create();

  private MulticastProgram() {}

  public static void main(String[] args) {
    MulticastProgram program = new MulticastProgram();
    tell("all", program::allWhoHaveJoined);
    tell("named", () -> program.exchange("udp://net0;239.0.0.2:5562", /* ipv6= */ false));
    tell("byAddress", () -> program.exchange("udp://10.9.8.1;239.0.0.3:5563", /* ipv6= */ false));
    tell("ipv6", () -> program.exchange("udp://net0;[ff02::7a65:1]:5564", /* ipv6= */ true));
    tell("withoutLoop", program::withoutLoop);
    tell("noRoute", () -> program.dish("udp://226.8.5.5:5566", /* ipv6= */ false).toString());
    program.zmq.dispose();
    program.zmq.onDispose().block(PATIENCE);
  }

  private static void tell(String what, Callable<String> question) {
    String came;
    try {
      came = question.call();
    } catch (Exception e) {
      came = e.toString();
    }
    System.out.println(what + "=" + came);
  }

  private String allWhoHaveJoined() {
    String group = "udp://239.0.0.1:5561";
    DishSocket one = dish(group, false);
    DishSocket two = dish(group, false);
    send(zmq.radio(), group, "Friends");
    return next(one) + " " + next(two) + " at " + one.endpoints().get(0).address();
  }

  private String exchange(String group, boolean ipv6) {
    DishSocket dish = dish(group, ipv6);
    send(zmq.radio().ipv6(ipv6).multicastHops(3), group, "Friends");
    return next(dish) + " at " + dish.endpoints().get(0).address();
  }

  private String withoutLoop() {
    String group = "udp://239.0.0.4:5565";
    DishSocket dish = dish(group, false);
    send(zmq.radio().multicastLoop(false), group, "which is not for this machine");
    send(zmq.radio(), group, "which is");
    return next(dish);
  }

  private DishSocket dish(String endpoint, boolean ipv6) {
    return zmq.dish().ipv6(ipv6).join("TV").bind(endpoint).open().block(PATIENCE);
  }

  private static void send(RadioSpec spec, String endpoint, String text) {
    RadioSocket radio = spec.connect(endpoint).open().block(PATIENCE);
    radio.send(new GroupMessage("TV", ZmqMessage.of(text))).block(PATIENCE);
  }

  private static String next(DishSocket dish) {
    return dish.receive().blockFirst(PATIENCE).message().text();
  }
}
