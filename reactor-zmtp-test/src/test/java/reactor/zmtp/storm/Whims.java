package reactor.zmtp.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.ZmqEndpoint;

/**
 * What users do when they are called, whatever they are called for: at random, and only so much.
 */
final class Whims {

  private static final int LAST_ACTS = 40;
  private static final int SMALL = 2_000;
  private static final int LARGE = 80_000;
  private static final int HUGE = 1_000_000;

  private final World world;
  private final AtomicInteger left = new AtomicInteger();
  private final Map<Node, List<Runnable>> acts = new ConcurrentHashMap<>();
  private final Queue<Told<?>> sends = new ConcurrentLinkedQueue<>();

  Whims(World world) {
    this.world = world;
  }

  void begin(int howMany) {
    left.set(howMany);
  }

  /** Whether all has been done that may be. */
  boolean isOver() {
    return left.get() <= 0;
  }

  /** They may do something for the last time. */
  void beginLast() {
    left.set(LAST_ACTS);
  }

  /** One act of the user of a socket, unless enough was done. */
  void act(Node node) {
    boolean may = world.isStormy() || world.time() == World.Time.END;
    if (may && left.decrementAndGet() >= 0) {
      try {
        node.dice.one(acts.computeIfAbsent(node, this::actsOf)).run();
      } catch (Throwable t) {
        world.unhandled(t);
      }
    }
  }

  private List<Runnable> actsOf(Node node) {
    List<Runnable> all = new ArrayList<>(node.acts);
    all.add(() -> question(node));
    all.add(() -> events(node));
    all.add(() -> onTheLoop(node));
    all.add(() -> onTheLoop(node));
    all.add(() -> world.elsewhere(() -> act(node)));
    all.add(() -> world.askForLong(node, "onDispose()", node.socket.onDispose()));
    if (node.outlet != null) {
      all.add(() -> one(node, SMALL));
      all.add(() -> one(node, LARGE));
      all.add(() -> one(node, HUGE));
      all.add(() -> burst(node));
      all.add(() -> smallAndLarge(node));
      all.add(() -> smallAndLarge(node));
      all.add(() -> publish(node));
      all.add(() -> publish(node));
      all.add(() -> send(node, new Source(node, node.dice.below(20), SMALL, end(node.dice))));
      all.add(() -> send(node, new Source(node, node.dice.below(5), LARGE, end(node.dice))));
      all.add(() -> retried(node));
      all.add(this::cancelOne);
    }
    if (node.inlet != null) {
      all.add(() -> receiveAgain(node));
      all.add(node::receive); // as a second, who is refused
    }
    if (!world.plan.calm()) {
      all.add(() -> whileItStorms(() -> Weather.strike(world, node.dice)));
      all.add(() -> whileItStorms(() -> Weather.strike(world, node.dice)));
      all.add(() -> whileItStorms(() -> part(node)));
      all.add(() -> whileItStorms(() -> Wrecker.meets(world, node)));
      all.add(() -> whileItStorms(() -> disposeNowAndThen(node)));
    }
    return all;
  }

  private void whileItStorms(Runnable act) {
    if (world.isStormy()) {
      act.run();
    }
  }

  private static Source.End end(Dice dice) {
    return dice.one(Source.End.COMPLETION, Source.End.COMPLETION, Source.End.ERROR);
  }

  // Sending.

  private void send(Node node, Source source) {
    if (node.canSend()) {
      node.sends.incrementAndGet();
      node.open.add(source);
      sends.add(world.ask(node, "send(publisher)", node.outlet.send(source)));
    }
  }

  /** One letter, in its turn after those that this thread has sent before. */
  private void one(Node node, int largest) {
    if (node.canSend()) {
      node.sends.incrementAndGet();
      Ledger.Send send = world.ledger.inTurn(node);
      Letter letter = node.letter(send, 1, node.dice, largest);
      world.ledger.offer(send, letter);
      sends.add(
          world.ask(
              node, "send(message)", node.outlet.send(letter), sent -> isWritten(node, letter)));
    }
  }

  /** Who is told so in the midst of a storm goes on at once, as if nothing else were under way. */
  private void isWritten(Node node, Letter letter) {
    world.ledger.taken(letter);
    if (world.isStormy() && left.decrementAndGet() >= 0) {
      if (node.acts.isEmpty() || node.dice.oneIn(2)) {
        publish(node);
      } else {
        node.dice.one(node.acts).run();
      }
    }
  }

  private void burst(Node node) {
    for (int i = node.dice.between(2, 10); i > 0; i--) {
      one(node, 20);
    }
  }

  /** A send that ends while the message of the next is being written. */
  private void smallAndLarge(Node node) {
    boolean smallFirst = node.dice.oneIn(2);
    if (!smallFirst) {
      one(node, -LARGE);
    }
    if (node.dice.oneIn(2)) {
      one(node, 20);
    } else {
      send(node, new Source(node, 1, 20, end(node.dice)));
    }
    if (smallFirst) {
      one(node, node.dice.oneIn(3) ? -HUGE : -LARGE);
    }
  }

  /** A letter of a send that goes on all the time. */
  private void publish(Node node) {
    if (node.steady == null && node.canSend()) {
      Source source = new Source(node, 0, SMALL, Source.End.NONE);
      node.steady = source;
      send(node, source);
    }
    Source steady = node.steady;
    if (steady != null) {
      steady.publish();
    }
  }

  /** A send that is tried again when it fails, or another instead of it. */
  private void retried(Node node) {
    if (node.canSend()) {
      node.sends.incrementAndGet();
      Source source = new Source(node, 0, SMALL, Source.End.NONE);
      node.open.add(source);
      Mono<Void> send = node.outlet.send(source);
      Mono<Void> again =
          node.dice.oneIn(2)
              ? send.retry(1)
              : send.onErrorResume(
                  failed -> node.outlet.send(new Source(node, 1, SMALL, Source.End.COMPLETION)));
      sends.add(world.ask(node, "send(publisher) again", again));
    }
  }

  private void cancelOne() {
    Told<?> send = sends.poll();
    if (send != null && !send.isTold()) {
      send.cancel();
    }
  }

  // Receiving and asking.

  private void receiveAgain(Node node) {
    node.readers.forEach(Reader::cancel);
    node.receive();
  }

  private void question(Node node) {
    switch (node.dice.below(3)) {
      case 0 -> world.ask(node, "metrics()", node.socket.metrics());
      case 1 -> world.ask(node, "peers()", node.socket.peers());
      default -> node.socket.endpoints();
    }
  }

  private void events(Node node) {
    Reader<SocketEvent> reader = new Reader<>(node, "events()", event -> {});
    world.read(reader, node.socket.events());
    if (node.dice.oneIn(2)) {
      world.later(Duration.ofMillis(node.dice.below(10)), reader::cancel);
    }
  }

  /** Several acts in one turn of the socket's event loop. */
  private void onTheLoop(Node node) {
    int howMany = node.dice.between(2, 4);
    world.ask(
        null,
        node + ": metrics() to act in",
        node.socket.metrics(),
        metrics -> {
          for (int i = 0; i < howMany; i++) {
            act(node);
          }
        });
  }

  // Where it storms.

  /** Takes an endpoint away, which comes back when the storm is over. */
  private void part(Node node) {
    for (ZmqEndpoint each : node.socket.endpoints()) {
      if (node.dice.oneIn(2)) {
        boolean bound = each.role() == ZmqEndpoint.Role.BOUND;
        String address = each.address();
        world.ask(
            node,
            bound ? "unbind()" : "disconnect()",
            bound ? node.socket.unbind(address) : node.socket.disconnect(address),
            parted ->
                node.parted.add(bound ? node.socket.bind(address) : node.socket.connect(address)));
      }
    }
  }

  /** What is told nothing before the end: so that there is somebody to tell. */
  void beginToWait(Node node) {
    world.askForLong(node, "onDispose() at the end", node.socket.onDispose());
    events(node);
    if (node.canSend()) {
      for (int i = node.dice.below(3); i >= 0; i--) {
        retried(node);
        send(node, new Source(node, 0, SMALL, Source.End.NONE));
      }
    }
    if (node.probe != null) {
      var unused = node.probe.get();
    }
  }

  /** Whether every send that goes on has been told its end. */
  boolean areSendsTold() {
    return sends.stream().allMatch(Told::isTold);
  }

  List<String> sendsNotTold() {
    return sends.stream().filter(each -> !each.isTold()).map(Told::toString).toList();
  }

  private void disposeNowAndThen(Node node) {
    if (node.dice.oneIn(8)) {
      node.dispose();
    } else if (node.dice.oneIn(40)) {
      world.disposeOfContext();
    }
  }
}
