package reactor.zmtp.samples.zmtpspec;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import reactor.zmtp.test.spec.Level;
import reactor.zmtp.test.spec.SpecGroup;
import reactor.zmtp.test.spec.SpecResult;
import reactor.zmtp.test.spec.SpecResult.Outcome;
import reactor.zmtp.test.spec.ZmtpSpec;

/** What came of all cases with several implementations, in Markdown. */
final class Table {

  private static final int SENTENCE = 200;

  private Table() {}

  static String of(Map<Engines, List<SpecResult>> columns, Map<Engines, List<String>> unsteady) {
    StringBuilder text = new StringBuilder();
    text.append("Passed / failed / not applicable, by group:\n\n").append(head("group", columns));
    for (SpecGroup group : ZmtpSpec.groups()) {
      row(text, group.title(), columns, each -> each.specCase().group().equals(group.code()));
    }
    text.append("\nBy level:\n\n").append(head("level", columns));
    for (Level level : Level.values()) {
      row(text, level.name(), columns, each -> each.specCase().level() == level);
    }
    row(text, "all", columns, each -> true);
    columns.forEach(
        (engine, results) -> {
          failures(text, engine, results);
          List<String> once = unsteady.getOrDefault(engine, List.of());
          if (!once.isEmpty()) {
            text.append("- Failed at first, and not when played again: ");
            text.append(String.join(", ", once)).append(".\n");
          }
        });
    return text.toString();
  }

  private static String head(String first, Map<Engines, List<SpecResult>> columns) {
    String titles =
        columns.keySet().stream().map(each -> each.title).collect(Collectors.joining(" | "));
    return "| " + first + " | " + titles + " |\n| --- |" + " --- |".repeat(columns.size()) + "\n";
  }

  private static void row(
      StringBuilder text,
      String title,
      Map<Engines, List<SpecResult>> columns,
      Predicate<SpecResult> which) {
    text.append("| ").append(title).append(" |");
    for (List<SpecResult> results : columns.values()) {
      List<SpecResult> some = results.stream().filter(which).toList();
      text.append(
          String.format(
              " %d / %d / %d |",
              Report.count(some, Outcome.PASSED),
              Report.count(some, Outcome.FAILED),
              Report.count(some, Outcome.NOT_APPLICABLE)));
    }
    text.append('\n');
  }

  private static void failures(StringBuilder text, Engines engine, List<SpecResult> results) {
    text.append("\n### ").append(engine.title).append(": what it does not do\n\n");
    for (SpecResult each : results) {
      if (each.outcome() == Outcome.FAILED) {
        text.append("- ").append(each.specCase().id()).append(" (").append(each.specCase().level());
        text.append(") ").append(each.specCase().claim()).append(". ");
        text.append(sentence(each.sentence())).append('\n');
      }
    }
  }

  /** One line, and what a page would take for markup as it is. */
  private static String sentence(String text) {
    String line = text.replaceAll("\\s+", " ").replace("<", "&lt;").replace("|", "\\|");
    String some = line.length() > SENTENCE ? line.substring(0, SENTENCE) + "..." : line;
    return "`" + some.replace("`", "'") + "`";
  }
}
