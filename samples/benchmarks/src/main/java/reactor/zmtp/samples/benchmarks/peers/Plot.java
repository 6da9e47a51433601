package reactor.zmtp.samples.benchmarks.peers;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The medians as bars, each relative to the baseline's: libzmq's where it was measured. Rates and
 * times are panels apart, because more of the one and less of the other is better.
 */
final class Plot {

  private static final int WIDTH = 1000;
  private static final int PANEL_HEIGHT = 350;
  private static final int HEAD = 70;

  /** How high a caption stands, in a wide font. */
  private static final int CAPTION = 44;

  private static final String STYLE =
      """
      text { font-family: system-ui, sans-serif; font-size: 13px; fill: #1f2328 }
      .ground { fill: #ffffff }
      .title { font-size: 15px; font-weight: 600 }
      .small { font-size: 10.5px; fill: #57606a }
      .grid { stroke: #8c959f; stroke-opacity: .3 }
      .one { stroke: #57606a; stroke-width: 1.5; stroke-dasharray: 5 4 }
      .bar0 { fill: #1f6feb } .bar1 { fill: #79b0f7 } .bar2 { fill: #d9822b } .bar3 { fill: #8b949e }
      .bar4 { fill: #3fa66a } .bar5 { fill: #a371f7 } .bar6 { fill: #c9555f } .bar7 { fill: #6a737d }
      @media (prefers-color-scheme: dark) {
        .ground { fill: #0d1117 }
        text { fill: #e6edf3 }
        .small { fill: #9da7b3 }
        .one { stroke: #9da7b3 }
        .bar0 { fill: #4c8ff5 } .bar1 { fill: #9cc5fb } .bar2 { fill: #e5974a }
      }
      """;

  private final List<Contender> contenders;
  private final Results results;
  private final Contender baseline;

  Plot(List<Contender> contenders, Results results) {
    this.contenders = contenders;
    this.results = results;
    this.baseline = baseline(contenders);
  }

  private static Contender baseline(List<Contender> contenders) {
    for (String name : List.of("libzmq", "jeromq")) {
      for (Contender contender : contenders) {
        if (contender.name().equals(name)) {
          return contender;
        }
      }
    }
    return contenders.get(0);
  }

  String svg() {
    List<Panel> panels = panels();
    int height = HEAD + panels.size() * PANEL_HEIGHT;
    Svg svg = new Svg(WIDTH, height, "reactor-zmtp beside its peers", STYLE);
    legend(svg);
    int top = HEAD;
    for (Panel panel : panels) {
      draw(svg, top, panel);
      top += PANEL_HEIGHT;
    }
    return svg.text();
  }

  /** Those with something in them. */
  private List<Panel> panels() {
    String better = ", a second, " + baseline.label() + " = 1; more is better";
    String less = baseline.label() + " = 1; less is better";
    return Stream.of(
            new Panel("PUSH → PULL" + better, rows(true, Work.Kind.RATE)),
            new Panel("PUSH → PULL by transport" + better, rows(false, Work.Kind.RATE)),
            new Panel("PUSH → PULL under CURVE" + better, rows(true, Work.Kind.CURVE)),
            new Panel(
                "Routing, publishing, matching, shaking hands" + better,
                rows(
                    true,
                    Work.Kind.ROUTER,
                    Work.Kind.FAN_OUT,
                    Work.Kind.TOPICS,
                    Work.Kind.HANDSHAKES)),
            new Panel(
                "Time, " + less,
                rows(true, Work.Kind.ROUND_TRIP, Work.Kind.REQ_REP, Work.Kind.SILENCE)),
            new Panel("Time by transport, " + less, rows(false, Work.Kind.ROUND_TRIP)),
            new Panel(
                "Many peers, and the first seconds, " + less,
                rows(true, Work.Kind.CONNECTIONS, Work.Kind.COLD_START)))
        .filter(panel -> !panel.rows().isEmpty())
        .toList();
  }

  private List<Results.Row> rows(boolean overTcp, Work.Kind... kinds) {
    Set<Work.Kind> wanted = Set.of(kinds);
    return results.rows().stream()
        .filter(row -> wanted.contains(row.work().kind()))
        .filter(row -> (row.work().transport() == Transport.TCP) == overTcp)
        .filter(row -> results.has(row, baseline.name()))
        .toList();
  }

  private record Panel(String title, List<Results.Row> rows) {}

  private void legend(Svg svg) {
    double x = 60;
    for (int i = 0; i < contenders.size(); i++) {
      String label = contenders.get(i).label();
      svg.rectangle("bar" + i, x, 22, 12, 12);
      svg.text("", "start", x + 18, 33, label);
      x += 48 + 7.2 * label.length();
    }
  }

  private void draw(Svg svg, int top, Panel panel) {
    List<Results.Row> rows = panel.rows();
    double left = 60;
    double right = WIDTH - 20.0;
    double bottom = top + PANEL_HEIGHT - 70.0;
    Axis axis = new Axis(highest(rows), bottom, bottom - (top + 60));
    svg.text("title", "start", left, top + 14, panel.title());
    for (int i = 0; i <= axis.ticks(); i++) {
      double y = axis.y(i * axis.step());
      svg.line("grid", left, y, right, y);
      svg.text("small", "end", left - 8, y + 4, axis.label(i));
    }
    double slot = (right - left) / rows.size();
    for (int i = 0; i < rows.size(); i++) {
      group(svg, axis, rows.get(i), left + i * slot, slot);
    }
    svg.line("one", left, axis.y(1), right, axis.y(1));
  }

  private void group(Svg svg, Axis axis, Results.Row row, double left, double slot) {
    double bar = Math.min(44, slot * 0.84 / contenders.size());
    double x = left + (slot - bar * contenders.size()) / 2;
    for (int i = 0; i < contenders.size(); i++) {
      String name = contenders.get(i).name();
      if (results.has(row, name)) {
        double y = axis.y(relative(row, name));
        svg.rectangle("bar" + i, x + 1.5, y, bar - 3, axis.y(0) - y);
        // Upright, captions are narrower than any bar; they stay clear of the line at 1.
        boolean meetsLine = y > axis.y(1) && y < axis.y(1) + CAPTION;
        double foot = meetsLine ? axis.y(1) : y;
        svg.upright("small", x + bar / 2 + 4, foot - 4, amount(row, name));
      }
      x += bar;
    }
    svg.text("", "middle", left + slot / 2, axis.y(0) + 20, heading(row));
    svg.text("small", "middle", left + slot / 2, axis.y(0) + 36, subheading(row));
  }

  private static String heading(Results.Row row) {
    String size = Work.bytes(row.work().size());
    boolean overTcp = row.work().transport() == Transport.TCP;
    String over = overTcp ? "" : row.work().transport() + ", ";
    String what = row.metric().label;
    return switch (row.work().kind()) {
      case RATE, CURVE -> over + size;
      case ROUND_TRIP -> over + "PAIR round trip, " + size + ", " + what;
      case SILENCE -> "after 100 ms of silence, " + what;
      case REQ_REP -> "REQ and REP, " + size + ", " + what;
      case ROUTER -> "DEALER and ROUTER";
      case FAN_OUT -> "to " + row.work().count() + " SUB";
      case TOPICS -> row.work().count() + " topics";
      case HANDSHAKES -> "handshakes, " + row.work().security();
      case COLD_START -> "from start to 90 % of the rate";
      case CONNECTIONS -> row.work().count() + " peers, " + what;
      case SCALE_PULL, SCALE_ROUTER, SCALE_PUB, SCALE_TOPICS, SCALE_SOCKETS -> row.label();
    };
  }

  /** The first contender's ratio, in figures. */
  private String subheading(Results.Row row) {
    Contender first = contenders.get(0);
    if (first.equals(baseline) || !results.has(row, first.name())) {
      return "";
    }
    return first.label() + ": " + Metric.digits(relative(row, first.name())) + " ×";
  }

  private String amount(Results.Row row, String contender) {
    String text = row.metric().format(results.median(row, contender));
    return text.replace(" M/s", "M")
        .replace(" k/s", "k")
        .replace(" µs", "")
        .replace(" ms", "")
        .replace(" KB", "");
  }

  private double highest(List<Results.Row> rows) {
    double highest = 1;
    for (Results.Row row : rows) {
      for (Contender contender : contenders) {
        if (results.has(row, contender.name())) {
          highest = Math.max(highest, relative(row, contender.name()));
        }
      }
    }
    return highest;
  }

  private double relative(Results.Row row, String contender) {
    return results.median(row, contender) / results.median(row, baseline.name());
  }

  /** From 0 to at least the highest value, in round steps. */
  private record Axis(double step, int ticks, double bottom, double height) {

    Axis(double highest, double bottom, double height) {
      this(step(highest), (int) Math.ceil(highest / step(highest) - 1e-9), bottom, height);
    }

    private static double step(double highest) {
      double magnitude = Math.pow(10, Math.floor(Math.log10(highest / 6)));
      double rest = highest / 6 / magnitude;
      return magnitude * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
    }

    String label(int tick) {
      BigDecimal value = BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(tick));
      return value.stripTrailingZeros().toPlainString();
    }

    double y(double value) {
      return bottom - value / (step * ticks) * height;
    }
  }
}
