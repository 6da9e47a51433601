package reactor.zmtp.hostile.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reactor.zmtp.soak.Footprint;

/** What a hostile run has shown, for those who watch it. */
final class Report {

  private final List<String> lines = new ArrayList<>();
  private double worstRatio;
  private double worstFloodRatio;

  void skipped(String what, String why) {
    section(what);
    line("%s", why);
  }

  void latencies(List<HonestPair> pairs) {
    section("Honest peers, quiet and then under attack");
    for (HonestPair pair : pairs) {
      double ratio = pair.attacked().medianMicros() / pair.quiet().medianMicros();
      worstRatio = Math.max(worstRatio, ratio);
      line("%s", pair);
      line("  quiet: %s", pair.quiet());
      line("  under attack: %s; %.2f times the median", pair.attacked(), ratio);
    }
  }

  /** Under attack to quiet, the worst of all medians. */
  double worstRatio() {
    return worstRatio;
  }

  /** Flooded to quiet, the worst of all medians. */
  double worstFloodRatio() {
    return worstFloodRatio;
  }

  void flood(List<HonestPair> pairs, List<String> flood) {
    section("Honest peers while twenty others flood a ROUTER with empty messages");
    for (HonestPair pair : pairs) {
      double ratio = pair.flooded().medianMicros() / pair.quiet().medianMicros();
      worstFloodRatio = Math.max(worstFloodRatio, ratio);
      line("%s: %s; %.2f times the median", pair.name(), pair.flooded(), ratio);
    }
    flood.forEach(what -> line("%s", what));
  }

  void attacks(List<String> attacks, Duration time, Duration theirCpu, Duration ourCpu) {
    section("Attacks made in " + time.toMillis() + " ms");
    attacks.forEach(attack -> line("%s", attack));
    line(
        "%.0f %% of a core was the attackers', %.0f %% of a core ours",
        100.0 * theirCpu.toNanos() / time.toNanos(), 100.0 * ourCpu.toNanos() / time.toNanos());
  }

  void refusals(Map<String, Long> refusals) {
    section("Events of the sockets under attack");
    refusals.forEach((kind, count) -> line("%d %s", count, kind));
  }

  void waiting(long frames, long most) {
    section("Frames that waited at once for the application that takes its time");
    line("%d, of %d at most", frames, most);
  }

  void footprints(Footprint before, Footprint after) {
    section("Memory and files, before and after");
    line("heap %d KiB, %d KiB", before.heap() >> 10, after.heap() >> 10);
    line("direct buffers %d KiB, %d KiB", before.direct() >> 10, after.direct() >> 10);
    line("open files %d, %d", before.files(), after.files());
  }

  private void section(String title) {
    lines.add("");
    lines.add(title);
  }

  private void line(String format, Object... values) {
    lines.add("  " + String.format(Locale.ROOT, format, values));
  }

  String print() {
    return "The hostile run\n" + String.join("\n", lines) + "\n";
  }
}
