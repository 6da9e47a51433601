package reactor.zmtp.samples.flink;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Seconds as lines: rates by their logarithm, and below them the heap. */
final class Plot {

  private static final int LEFT = 84;
  private static final int RIGHT = 840;
  private static final int RATES_TOP = 60;
  private static final int RATES_BOTTOM = 280;
  private static final int HEAP_TOP = 330;
  private static final int HEAP_BOTTOM = 420;
  private static final int DECADES = 7;
  private static final int MOST_HEAP = 50;

  private static final String STYLE =
      """
      text { font-family: system-ui, sans-serif; font-size: 13px; fill: #1f2328 }
      polyline { fill: none; stroke-width: 2 }
      .ground { fill: #ffffff }
      .small { font-size: 11px; fill: #57606a }
      .grid { stroke: #8c959f; stroke-opacity: .3 }
      .slowed { stroke: #57606a; stroke-dasharray: 5 4 }
      .producer { stroke: #1f6feb; stroke-width: 5 } .operator { stroke: #d9822b } .between { stroke: #8b949e } .heap { stroke: #3fa66a }
      @media (prefers-color-scheme: dark) {
        .ground { fill: #0d1117 }
        text { fill: #e6edf3 }
        .small { fill: #9da7b3 }
      }
      """;

  private final StringBuilder svg = new StringBuilder();
  private final List<SlowOperator.Second> seconds;
  private final int slowed;

  Plot(List<SlowOperator.Second> seconds, int slowed) {
    this.seconds = seconds;
    this.slowed = slowed;
  }

  String svg() {
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 860 460\" role=\"img\">");
    add("<title>A slowed operator, and its producer</title><style>\n%s</style>", STYLE);
    add("<rect class=\"ground\" width=\"860\" height=\"460\"/>");
    legend("producer", LEFT, "sent in a second");
    legend("operator", LEFT + 170, "done in a second");
    legend("between", LEFT + 340, "messages between the two");
    legend("heap", LEFT + 570, "heap of both, MiB");
    for (int i = 0; i <= DECADES; i++) {
      grid(rate((long) Math.pow(10, i)), String.format(Locale.ROOT, "%,d", (long) Math.pow(10, i)));
    }
    grid(heap(0), "0");
    grid(heap(MOST_HEAP), Integer.toString(MOST_HEAP));
    for (int i = 0; i <= seconds.size(); i += 10) {
      text("small", "middle", x(i), HEAP_BOTTOM + 18, i + " s");
    }
    add("<path class=\"slowed\" d=\"M%.1f %d V%d\"/>", x(slowed), RATES_TOP, HEAP_BOTTOM);
    text("small", "start", x(slowed) + 6, RATES_TOP + 12, "slowed to 1,000 a second");
    line("between", SlowOperator.Second::between, this::rate);
    line("producer", SlowOperator.Second::sent, this::rate);
    line("operator", SlowOperator.Second::done, this::rate);
    line("heap", SlowOperator.Second::heap, this::heap);
    return svg + "</svg>\n";
  }

  private void legend(String style, int x, String label) {
    add("<path class=\"%s\" stroke-width=\"3\" d=\"M%d 26 h18\"/>", style, x);
    text("", "start", x + 24, 31, label);
  }

  private void grid(double y, String label) {
    add("<path class=\"grid\" d=\"M%d %.1f H%d\"/>", LEFT, y, RIGHT);
    text("small", "end", LEFT - 8, y + 4, label);
  }

  private void line(String style, ToLongFunction<SlowOperator.Second> value, ToY y) {
    String points =
        IntStream.range(0, seconds.size())
            .mapToObj(
                i ->
                    String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        x(i + 0.5),
                        y.of(value.applyAsLong(seconds.get(i)))))
            .collect(Collectors.joining(" "));
    add("<polyline class=\"%s\" points=\"%s\"/>", style, points);
  }

  private void text(String style, String anchor, double x, double y, String content) {
    add(
        "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
        style, anchor, x, y, content);
  }

  private double x(double second) {
    return LEFT + (RIGHT - LEFT) * second / seconds.size();
  }

  private double rate(long amount) {
    double share = Math.log10(Math.max(1, (double) amount)) / DECADES;
    return RATES_BOTTOM - (RATES_BOTTOM - RATES_TOP) * share;
  }

  private double heap(long amount) {
    return HEAP_BOTTOM - (HEAP_BOTTOM - HEAP_TOP) * Math.min(1.0, (double) amount / MOST_HEAP);
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  /** Where an amount is. */
  private interface ToY {
    double of(long amount);
  }
}
