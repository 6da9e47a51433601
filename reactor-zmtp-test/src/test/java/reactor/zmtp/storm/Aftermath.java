package reactor.zmtp.storm;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.test.watch.Waiting;

/** The calm after a storm: everything has arrived that had to, and everything goes on. */
final class Aftermath {

  private static final Duration A_WHILE = Duration.ofMillis(60);
  private static final int PROBES = 20;

  private final World world;
  private final Plan plan;
  private final Findings findings;

  Aftermath(World world) {
    this.world = world;
    this.plan = world.plan;
    this.findings = world.findings;
  }

  void isWell() {
    if (isUndisturbed()) {
      everythingHasArrived();
    }
    if (isUndisturbed()) {
      world.ledger.disorder().forEach(each -> findings.add(Rule.IN_ORDER, each));
    }
    if (plan.calm()) {
      marksWereKept();
    }
    world.nodes.forEach(this::goesOn);
  }

  /**
   * Waits for something while whoever gave up receiving begins anew, and who was parted comes back.
   */
  private boolean comes(BooleanSupplier condition) {
    return world.comes(() -> tended(condition));
  }

  private boolean tended(BooleanSupplier condition) {
    world.nodes.forEach(Node::receiveAll);
    world.nodes.forEach(this::comesBack);
    return condition.getAsBoolean();
  }

  /** What a socket was parted from it is bound and connected to again. */
  private void comesBack(Node node) {
    for (Mono<?> each = node.parted.poll(); each != null; each = node.parted.poll()) {
      world.ask(null, node + ": bind() or connect() again", each);
    }
  }

  private void everythingHasArrived() {
    if (world.race != null) {
      world.nodes.forEach(Node::receiveAll);
      world.race.end();
      world.nodes.forEach(each -> each.open.forEach(Source::close));
    }
    comes(world.whims::areSendsTold);
    world.whims.sendsNotTold().forEach(each -> findings.add(Rule.GOES_ON, each + " never ends"));
    if (plan.scenery().losesNothing(plan)) {
      comes(() -> world.ledger.missing().size() <= discarded());
      List<String> missing = world.ledger.missing();
      if (missing.size() > discarded() && isUndisturbed()) {
        String what = "%d letters are missing, %d were told as discarded: %s";
        findings.add(
            Rule.NOT_LOST,
            what.formatted(
                missing.size(), discarded(), missing.subList(0, Math.min(3, missing.size()))));
      }
    }
    if (plan.scenery().dropsNothing(plan) && discarded() > 0 && isUndisturbed()) {
      findings.add(Rule.NOT_DROPPED, discarded() + " were dropped");
    }
  }

  /** Whether nothing excuses a loss so far: the end of a connection may be seen late. */
  private boolean isUndisturbed() {
    return plan.calm() || world.isUndisturbed();
  }

  private long discarded() {
    return world.nodes.stream().mapToLong(each -> each.diary.discarded()).sum();
  }

  private void marksWereKept() {
    for (Node node : world.nodes) {
      Told<SocketMetrics> told =
          world.ask(
              null,
              node + ": metrics()",
              node.socket.metrics(),
              metrics -> {
                long most =
                    Math.max(
                        metrics.mostWaitingToSend(),
                        node.readsLetters ? metrics.mostWaitingToReceive() : 0); // not requests
                if (node.keepsMark && most > node.mostDemand()) {
                  findings.add(Rule.WITHIN_MARKS, node + " had " + metrics);
                }
              });
      if (!world.comes(told::isTold)) {
        findings.add(Rule.GOES_ON, told + " is not answered");
      }
    }
  }

  /** What a socket is asked for when all is well is done, and arrives. */
  private void goesOn(Node node) {
    if (!node.isAlive() || node.partners.stream().noneMatch(Node::isAlive)) {
      return;
    }
    for (int i = 0; i < PROBES; i++) {
      if (node.probe != null) {
        Told<?> probe = node.probe.get();
        if (!comes(probe::isTold)) {
          stuck(node, probe + " is not answered");
          return;
        }
        if (probe.isDone()) {
          return;
        }
      } else if (!node.canSend() || arrives(node)) {
        return;
      }
    }
    stuck(node, "nothing that it sends arrives");
  }

  private void stuck(Node node, String how) {
    StringBuilder what = new StringBuilder("afterwards, " + how + ": " + node.state());
    for (Node each : node.partners) {
      what.append("\n      and ").append(each.state());
    }
    findings.add(Rule.GOES_ON, what.toString());
  }

  private boolean arrives(Node node) {
    Ledger.Send send = world.ledger.send(node);
    Letter letter = new Letter(send.id(), 1, node.dice.one(Node.STABLE), addressee(node), 1, 10);
    int due = node.audience(letter);
    if (!plan.calm()) { // some have gone; and whoever has no name of his own comes back as another
      due = node.addresses ? 0 : Math.min(1, due);
    }
    return arrives(node, letter, send, due);
  }

  private boolean arrives(Node node, Letter letter, Ledger.Send send, int due) {
    world.ledger.offer(send, letter);
    Told<Void> told = world.ask(null, node + ": the last send(message)", node.outlet.send(letter));
    if (!comes(told::isTold)) {
      stuck(node, told + " is not told");
      return true;
    }
    if (!told.isDone()) {
      return due == 0;
    }
    if (plan.calm()) {
      return comes(() -> world.ledger.receivers(letter) >= due);
    }
    Waiting.until(() -> tended(() -> world.ledger.receivers(letter) >= due), A_WHILE);
    return world.ledger.receivers(letter) >= due;
  }

  private static @Nullable RoutingId addressee(Node node) {
    return node.addressees.isEmpty() ? null : node.dice.one(List.copyOf(node.addressees));
  }
}
