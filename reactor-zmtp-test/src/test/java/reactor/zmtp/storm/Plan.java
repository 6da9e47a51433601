package reactor.zmtp.storm;

import java.time.Duration;
import java.util.List;

/**
 * What is decided before a storm.
 *
 * @param calm whether nobody cuts, closes or refuses anything before the end, so that every message
 *     has to arrive
 * @param acts how much users do until it is over
 * @param users how many threads begin
 * @param mark of sending and of receiving, in messages for each peer
 * @param smallBuffers whether the system's buffers are small, so that messages are written in parts
 * @param bindingSenders whether senders bind and receivers connect
 * @param option whether the sockets have the option that matters for their type: conflate, noDrop,
 *     mandatory, correlate
 * @param judged whether somebody decides who is let in
 * @param ownClock whether time is that of the event loops
 */
record Plan(
    long seed,
    boolean calm,
    Scenery scenery,
    int acts,
    int users,
    int mark,
    boolean smallBuffers,
    Duration linger,
    int loops,
    boolean bindingSenders,
    boolean option,
    boolean secondOption,
    boolean judged,
    boolean ownClock,
    Ending ending) {

  /** All, or what {@code -Dstorm.scenery} says. */
  private static List<Scenery> only() {
    String name = System.getProperty("storm.scenery");
    return name == null ? List.of(Scenery.values()) : List.of(Scenery.valueOf(name));
  }

  static Plan of(long seed) {
    Dice dice = new Dice(seed).of("plan");
    boolean calm = dice.oneIn(2);
    return new Plan(
        seed,
        calm,
        dice.one(only()),
        dice.between(20, 150),
        dice.between(1, 3),
        dice.one(1, 2, 4, 10, 200, 1000),
        dice.oneIn(2),
        Duration.ofMillis(dice.one(List.of(0, 0, 100, 500))),
        dice.between(1, 2),
        dice.oneIn(2),
        dice.oneIn(2),
        dice.oneIn(2),
        dice.oneIn(4),
        dice.oneIn(2),
        dice.one(Ending.values()));
  }
}
