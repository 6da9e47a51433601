package reactor.zmtp.storm;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What was wrong in one storm, the first few of each rule; told from any thread. */
final class Findings {

  private static final int ENOUGH = 3;

  private final Map<Rule, StringBuilder> found = new EnumMap<>(Rule.class);
  private final Map<Rule, Integer> times = new EnumMap<>(Rule.class);

  synchronized void add(Rule rule, String what) {
    if (times.merge(rule, 1, Integer::sum) <= ENOUGH) {
      found.computeIfAbsent(rule, none -> new StringBuilder()).append("\n    ").append(what);
    }
  }

  synchronized boolean isEmpty() {
    return times.isEmpty();
  }

  /** The rules that were broken, and how often each. */
  synchronized String summary() {
    return times.toString();
  }

  @Override
  public synchronized String toString() {
    return found.entrySet().stream()
        .map(each -> "  " + each.getKey() + ", " + times.get(each.getKey()) + ":" + each.getValue())
        .collect(Collectors.joining("\n"));
  }
}
