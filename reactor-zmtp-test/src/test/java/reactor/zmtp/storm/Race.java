package reactor.zmtp.storm;

import java.util.List;
import java.util.stream.IntStream;
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

  /** Waits until all have begun, and then have sent a lot together. */
  void end() {
    boolean begun = node.world.comes(() -> published().stream().allMatch(each -> each > 0));
    List<Integer> before = published();
    boolean over = begun && node.world.comes(() -> sum(published()) - sum(before) >= LAPS);
    List<Integer> after = published();
    if (!over || !isFair(before, after)) {
      String what = "equal sends of %s had sent %s, and later %s";
      node.world.findings.add(Rule.FAIR, what.formatted(node, before, after));
    }
    runners.forEach(Source::close);
  }

  private List<Integer> published() {
    return runners.stream().map(Source::published).toList();
  }

  private static int sum(List<Integer> published) {
    return published.stream().mapToInt(each -> each).sum();
  }

  private static boolean isFair(List<Integer> before, List<Integer> after) {
    return IntStream.range(0, after.size()).allMatch(i -> after.get(i) - before.get(i) >= LEAST);
  }
}
