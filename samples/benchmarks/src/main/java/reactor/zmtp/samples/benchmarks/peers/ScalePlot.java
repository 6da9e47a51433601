package reactor.zmtp.samples.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How rate and processor time change with a number, both axes logarithmic: a line for each
 * contender, a row of two panels for each work.
 */
final class ScalePlot {

  private static final int WIDTH = 1000;
  private static final int HEAD = 60;
  private static final int ROW = 300;
  private static final int PANEL = 420;

  private static final String STYLE =
      """
      text { font-family: system-ui, sans-serif; font-size: 13px; fill: #1f2328 }
      .ground { fill: #ffffff }
      .small { font-size: 10.5px; fill: #57606a }
      .grid { stroke: #8c959f; stroke-opacity: .3 }
      .of0 { fill: #1f6feb; stroke: #1f6feb } .of1 { fill: #d9822b; stroke: #d9822b }
      .of2 { fill: #8b949e; stroke: #8b949e } .of3 { fill: #3fa66a; stroke: #3fa66a }
      line[class^=of] { stroke-width: 2 }
      @media (prefers-color-scheme: dark) {
        .ground { fill: #0d1117 }
        text { fill: #e6edf3 }
        .small { fill: #9da7b3 }
      }
      """;

  private final List<Contender> contenders;
  private final Results results;

  ScalePlot(List<Contender> contenders, Results results) {
    this.contenders = contenders;
    this.results = results;
  }

  String svg() {
    List<Work.Kind> kinds =
        Stream.of(Work.Kind.values())
            .filter(Work.Kind::scales)
            .filter(kind -> !rows(kind, Metric.RATE).isEmpty())
            .toList();
    Svg svg = new Svg(WIDTH, HEAD + kinds.size() * ROW, "how cost grows", STYLE);
    legend(svg);
    int top = HEAD;
    for (Work.Kind kind : kinds) {
      panel(svg, 70, top, title(kind) + ": processor time of a message, ns", kind, Metric.COST);
      panel(svg, 560, top, "messages per second", kind, Metric.RATE);
      top += ROW;
    }
    return svg.text();
  }

  private void legend(Svg svg) {
    double x = 70;
    for (int i = 0; i < contenders.size(); i++) {
      String label = contenders.get(i).label();
      svg.rectangle("of" + i, x, 20, 12, 12);
      svg.text("", "start", x + 18, 31, label);
      x += 48 + 7.2 * label.length();
    }
  }

  private static String title(Work.Kind kind) {
    return switch (kind) {
      case SCALE_PULL -> "PUSH sockets of a PULL";
      case SCALE_ROUTER -> "DEALER sockets of a ROUTER";
      case SCALE_PUB -> "SUB sockets of a PUB";
      case SCALE_TOPICS -> "topics of a PUB";
      case SCALE_SOCKETS -> "PULL sockets of a context";
      default -> kind.option;
    };
  }

  private List<Results.Row> rows(Work.Kind kind, Metric metric) {
    return results.rows().stream()
        .filter(row -> row.work().kind() == kind && row.metric() == metric)
        .toList();
  }

  private void panel(Svg svg, int left, int top, String title, Work.Kind kind, Metric metric) {
    List<Results.Row> rows = rows(kind, metric);
    List<Double> values = new ArrayList<>();
    for (Results.Row row : rows) {
      for (Contender contender : contenders) {
        if (results.has(row, contender.name())) {
          values.add(results.median(row, contender.name()));
        }
      }
    }
    Axis x = Axis.of(rows.stream().map(row -> (double) row.work().count()).toList());
    Axis y = Axis.of(values);
    double bottom = top + ROW - 50.0;
    double height = bottom - top - 30;
    svg.text("", "start", left - 40, top + 14, title);
    for (int power = y.least(); power <= y.most(); power++) {
      double at = bottom - y.of(Math.pow(10, power)) * height;
      svg.line("grid", left, at, left + PANEL, at);
      svg.text("small", "end", left - 6, at + 4, label(power));
    }
    for (int power = x.least(); power <= x.most(); power++) {
      double at = left + x.of(Math.pow(10, power)) * PANEL;
      svg.line("grid", at, bottom, at, bottom - height);
      svg.text("small", "middle", at, bottom + 16, label(power));
    }
    for (int i = 0; i < contenders.size(); i++) {
      String name = contenders.get(i).name();
      double lastX = Double.NaN;
      double lastY = Double.NaN;
      for (Results.Row row : rows) {
        if (!results.has(row, name)) {
          continue;
        }
        double nextX = left + x.of(row.work().count()) * PANEL;
        double nextY = bottom - y.of(results.median(row, name)) * height;
        if (!Double.isNaN(lastX)) {
          svg.line("of" + i, lastX, lastY, nextX, nextY);
        }
        svg.rectangle("of" + i, nextX - 3, nextY - 3, 6, 6);
        lastX = nextX;
        lastY = nextY;
      }
    }
  }

  private static String label(int power) {
    return switch (power) {
      case 0, 1, 2, 3, 4 -> String.format(Locale.ROOT, "%,.0f", Math.pow(10, power));
      case 5 -> "100k";
      case 6 -> "1M";
      case 7 -> "10M";
      case 8 -> "100M";
      default -> "1e" + power;
    };
  }

  /** Whole powers of ten, at least one of them wide. */
  private record Axis(int least, int most) {

    static Axis of(List<Double> values) {
      double min = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
      double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(10);
      int least = (int) Math.floor(Math.log10(min));
      return new Axis(least, Math.max(least + 1, (int) Math.ceil(Math.log10(max) - 1e-9)));
    }

    /** From 0 at the least to 1 at the most. */
    double of(double value) {
      return (Math.log10(value) - least) / (most - least);
    }
  }
}
