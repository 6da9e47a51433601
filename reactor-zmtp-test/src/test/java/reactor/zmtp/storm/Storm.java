package reactor.zmtp.storm;

import java.time.Duration;
import reactor.zmtp.test.watch.Waiting;

/** One storm, from its beginning to its end. */
final class Storm {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration A_WHILE = Duration.ofMillis(60);

  private final World world;
  private final Plan plan;
  private final Findings findings;

  private Storm(World world) {
    this.world = world;
    this.plan = world.plan;
    this.findings = world.findings;
  }

  /** What was wrong in the storm of a seed. */
  static Findings of(Plan plan) {
    Remains remains = Remains.watch();
    World world = new World(plan);
    remains.of(world);
    Storm storm = new Storm(world);
    try {
      storm.passes();
      storm.isOver();
    } catch (Throwable t) {
      world.findings.add(Rule.GOES_ON, "the storm ended early: " + World.brief(t));
      world.zmq.dispose();
    }
    if (world.findings.isEmpty()) {
      remains.find(world);
    }
    remains.end(world);
    return world.findings;
  }

  private void passes() {
    plan.scenery().open(world, new Sockets(world));
    rages();
    passesOver();
    if (!world.isContextDisposed()) {
      new Aftermath(world).isWell();
    }
    ends();
  }

  /** Users begin, and act whenever they are told something. */
  private void rages() {
    world.whims.begin(plan.acts());
    world.becomes(World.Time.STORM);
    world.nodes.forEach(Node::receive);
    for (int user = 0; user < plan.users(); user++) {
      Dice dice = world.dice.of("user " + user);
      int acts = plan.acts() / 2 / plan.users();
      world.elsewhere(
          () -> {
            for (int i = 0; i < acts; i++) {
              world.whims.act(dice.one(world.nodes));
            }
          });
    }
    Waiting.until(() -> world.whims.isOver() && world.isIdle(), A_WHILE);
  }

  /** The network is well again, and what was begun is done. */
  private void passesOver() {
    world.becomes(World.Time.AFTER);
    Weather.clears(world);
    if (!world.comes(world::isIdle)) {
      findings.add(Rule.GOES_ON, "users' threads hang in what they do");
    }
    Weather.clears(world); // whoever had begun to do something to it has done so by now
    world.endRawPeers();
    for (Node node : world.nodes) {
      if (node.isAlive() && !world.isContextDisposed()) {
        node.strays.forEach(stray -> world.ask(null, "", node.socket.disconnect(stray)));
      }
      if (world.race == null) {
        node.open.forEach(Source::close);
      }
    }
  }

  /** All is disposed of, and everybody is told so. */
  private void ends() {
    world.nodes.forEach(world.whims::beginToWait);
    world.whims.beginLast();
    world.becomes(World.Time.END);
    try {
      plan.ending().come(world);
    } catch (Throwable t) {
      findings.add(Rule.DISPOSES_QUIETLY, plan.ending() + ": " + t);
    }
    Told<Void> gone = world.ask(null, "the context's onDispose()", world.zmq.onDispose());
    if (!world.comes(gone::isTold)) {
      findings.add(Rule.ENDS, "the context is not gone; its sockets are " + world.zmq.sockets());
    } else if (!world.comes(() -> world.isIdle() && world.waiting().isEmpty())) {
      world.waiting().forEach(each -> findings.add(Rule.TOLD_ONCE, each + " is told nothing"));
    }
  }

  /** What is not the engine's ends too. */
  private void isOver() {
    Weather.ends(world);
    world.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(PATIENCE);
  }
}
