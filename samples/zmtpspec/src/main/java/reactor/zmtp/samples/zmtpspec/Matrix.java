package reactor.zmtp.samples.zmtpspec;

import java.util.List;
import java.util.Map;
import reactor.zmtp.test.spec.SpecGroup;
import reactor.zmtp.test.spec.SpecResult;
import reactor.zmtp.test.spec.SpecResult.Outcome;
import reactor.zmtp.test.spec.ZmtpSpec;

/** All cases at a glance: a row for each group, a column for each implementation. */
final class Matrix {

  private static final int CELL = 8;
  private static final int ROW = 18;
  private static final int LEFT = 180;
  private static final int TOP = 52;
  private static final int GAP = 24;

  private final StringBuilder svg = new StringBuilder();

  private Matrix() {}

  static String of(Map<Engines, List<SpecResult>> columns) {
    Matrix matrix = new Matrix();
    List<SpecGroup> groups = ZmtpSpec.groups();
    int most = groups.stream().mapToInt(group -> group.cases().size()).max().orElse(0);
    int width = most * CELL + GAP;
    matrix.begin(LEFT + columns.size() * width, TOP + groups.size() * ROW + 8);
    matrix.titles(groups);
    int x = LEFT;
    for (Map.Entry<Engines, List<SpecResult>> column : columns.entrySet()) {
      matrix.column(x, column.getKey().title, groups, column.getValue());
      x += width;
    }
    return matrix.svg.append("</svg>\n").toString();
  }

  private void begin(int width, int height) {
    svg.append(
        String.format(
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="11">
            <style>.PASSED{fill:#2da44e}.FAILED{fill:#cf222e}.NOT_APPLICABLE{fill:#d0d7de}</style>
            <rect width="100%%" height="100%%" fill="white"/>
            <text x="10" y="18" font-size="13">zmtpspec</text>
            <text x="10" y="38" fill="#57606a">a square for each case</text>
            """,
            width, height));
  }

  private void titles(List<SpecGroup> groups) {
    for (int row = 0; row < groups.size(); row++) {
      SpecGroup group = groups.get(row);
      svg.append(
          String.format(
              "<text x=\"10\" y=\"%d\">%s %s</text>%n",
              TOP + row * ROW + CELL, group.code(), Report.escaped(group.title())));
    }
  }

  private void column(int x, String title, List<SpecGroup> groups, List<SpecResult> results) {
    svg.append(
        String.format(
            "<text x=\"%d\" y=\"18\" font-size=\"13\">%s</text>%n", x, Report.escaped(title)));
    svg.append(
        String.format(
            "<text x=\"%d\" y=\"38\"><tspan class=\"PASSED\">%d passed</tspan>, <tspan"
                + " class=\"FAILED\">%d failed</tspan>, <tspan fill=\"#57606a\">%d not"
                + " applicable</tspan></text>%n",
            x,
            Report.count(results, Outcome.PASSED),
            Report.count(results, Outcome.FAILED),
            Report.count(results, Outcome.NOT_APPLICABLE)));
    for (int row = 0; row < groups.size(); row++) {
      String code = groups.get(row).code();
      List<SpecResult> some =
          results.stream().filter(each -> each.specCase().group().equals(code)).toList();
      for (int i = 0; i < some.size(); i++) {
        cell(x + i * CELL, TOP + row * ROW, some.get(i));
      }
    }
  }

  private void cell(int x, int y, SpecResult result) {
    svg.append(
        String.format(
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\""
                + " class=\"%s\"><title>%s</title></rect>%n",
            x,
            y,
            CELL - 1,
            CELL + 2,
            result.outcome(),
            Report.escaped(result.specCase().toString())));
  }
}
