package reactor.zmtp.storm;

import java.util.List;
import java.util.stream.Stream;

/** Equal sends of one socket that go on all the time, of which each gets its share. */
final class Race {

  private static final int LETTER = 20_000;
  private static final int LAPS = 900;
  private static final int LEAST = LAPS / 10;

  private final Node node;
  private final List<Source> runners;

  private Race(Node node) {
    this.node = node;
    node.sends.addAndGet(3);
    this.runners =
        Stream.generate(() -> new Source(node, Integer.MAX_VALUE, -LETTER, Source.End.NONE))
            .limit(3)
            .toList();
  }

  static Race begin(Node node) {
    Race race = new Race(node);
    race.runners.forEach(each -> node.world.ask(null, "a long send", node.outlet.send(each)));
    return race;
  }

  /** Waits until they have sent a lot together. */
  void end() {
    boolean over =
        node.world.comes(() -> runners.stream().mapToInt(Source::published).sum() >= LAPS);
    List<Integer> published = runners.stream().map(Source::published).toList();
    if (!over || published.stream().anyMatch(each -> each < LEAST)) {
      node.world.findings.add(Rule.FAIR, "equal sends of " + node + " have sent " + published);
    }
    runners.forEach(Source::close);
  }
}
