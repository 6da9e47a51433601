package reactor.zmtp.storm;

import java.time.Duration;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.watch.Anywhere;

/** What the network does while it storms. */
final class Weather {

  private Weather() {}

  /** The way to an endpoint: straight, or where it storms over a link that fails. */
  static String over(World world, String endpoint) {
    if (world.plan.calm() || !Anywhere.hasChannels(endpoint)) {
      return endpoint;
    }
    FaultyLink link = FaultyLink.to(endpoint).block(Duration.ofSeconds(10));
    world.links.add(link);
    return link.endpoint();
  }

  /** Does something to one of the links. */
  static void strike(World world, Dice dice) {
    if (world.links.isEmpty()) {
      return;
    }
    FaultyLink link = dice.one(world.links);
    switch (dice.below(6)) {
      case 0 -> link.reset();
      case 1 -> link.cut();
      case 2 -> link.truncateAt(side(dice), dice.below(400));
      case 3 -> link.pause(side(dice));
      case 4 -> link.delay(Duration.ofMillis(dice.below(5)));
      default -> link.heal();
    }
  }

  private static FaultyLink.Side side(Dice dice) {
    return dice.one(FaultyLink.Side.CALLER, FaultyLink.Side.TARGET);
  }

  /** The network is as it was. */
  static void clears(World world) {
    world.links.forEach(FaultyLink::heal);
  }

  static void ends(World world) {
    for (FaultyLink each : world.links) {
      each.dispose();
      each.onDispose().block(Duration.ofSeconds(10));
    }
    for (ZmtpListener each : world.wreckers) {
      each.onDispose().block(Duration.ofSeconds(10));
    }
  }
}
