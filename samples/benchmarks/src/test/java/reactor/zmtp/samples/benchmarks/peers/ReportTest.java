package reactor.zmtp.samples.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ReportTest {

  private static final Contender OURS = new Contender("ours", "reactor-zmtp", List.of());
  private static final Contender LIBZMQ = new Contender("libzmq", "libzmq 4.3.4", List.of());
  private static final Contender JEROMQ = new Contender("jeromq", "JeroMQ & sons", List.of());
  private static final Work SMALL = new Work(Work.Kind.RATE, 8, 0);
  private static final Work ROUND_TRIP = new Work(Work.Kind.ROUND_TRIP, 64, 0);

  private final Results results = new Results();

  @Test
  void theTableTellsMediansTheirSpreadAndRatios() {
    rates(OURS, 20e6, 30e6, 25e6);
    rates(LIBZMQ, 5e6, 4e6, 6e6);

    assertThat(new MarkdownTable(List.of(OURS, LIBZMQ), results).text())
        .isEqualTo(
            """
            |  | reactor-zmtp | libzmq 4.3.4 | ours / libzmq |
            | --- | ---: | ---: | ---: |
            | PUSH → PULL, 8 B | 25.0 M/s (20.0 M/s to 30.0 M/s) | 5.00 M/s (4.00 M/s to 6.00 M/s) | **5.00** |
            """);
  }

  @Test
  void theMedianOfAnEvenNumberOfRoundsIsBetweenTheMiddleTwo() {
    rates(OURS, 1, 2, 4, 9);

    assertThat(results.median(new Results.Row(SMALL, Metric.RATE), "ours")).isEqualTo(3);
  }

  @Test
  void aContenderThatWasNotMeasuredLeavesItsCellsEmpty() {
    rates(OURS, 120_000);

    assertThat(new MarkdownTable(List.of(OURS, LIBZMQ), results).text())
        .endsWith("| PUSH → PULL, 8 B | 120 k/s |  |  |\n");
  }

  @Test
  void latenciesAreRowsOfTheirOwn() {
    results.add(ROUND_TRIP, OURS, Map.of(Metric.P50, 46_400.0));
    results.add(ROUND_TRIP, OURS, Map.of(Metric.P99, 4_251_000.0));

    assertThat(new MarkdownTable(List.of(OURS), results).text())
        .contains("| PAIR round trip, 64 B, p50 | 46.4 µs |")
        .contains("| PAIR round trip, 64 B, p99 | 4251 µs |");
  }

  @Test
  void everyRoundIsInTheCsv() {
    rates(OURS, 3, 1);

    assertThat(new Report("", List.of(OURS), results).csv())
        .isEqualTo(
            """
            work,transport,security,size,count,metric,contender,round,value
            rate,tcp,null,8,0,rate,ours,1,3.0
            rate,tcp,null,8,0,rate,ours,2,1.0
            """);
  }

  @Test
  void thePlotIsWellFormedAndHasOneBarForEachMedian() throws Exception {
    rates(OURS, 25e6);
    rates(LIBZMQ, 5e6);
    rates(JEROMQ, 7e6);
    results.add(ROUND_TRIP, LIBZMQ, Map.of(Metric.P50, 90_000.0));
    results.add(ROUND_TRIP, OURS, Map.of(Metric.P50, 45_000.0));

    Document svg = parse(new Plot(List.of(OURS, LIBZMQ, JEROMQ), results).svg());

    int ground = 1;
    int legend = 3;
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(ground + legend + 5);
  }

  @Test
  void howCostGrowsIsAPlotOfItsOwnWithALineForEachContender() throws Exception {
    for (int count : new int[] {1, 10, 100}) {
      Work work = new Work(Work.Kind.SCALE_PULL, 64, count);
      results.add(work, OURS, Map.of(Metric.RATE, 1e6 / count, Metric.COST, 50.0 * count));
      results.add(work, LIBZMQ, Map.of(Metric.RATE, 1e6, Metric.COST, 100.0));
    }

    Document svg = parse(new ScalePlot(List.of(OURS, LIBZMQ), results).svg());

    int ground = 1;
    int legend = 2;
    int pointsOfTwoPanels = 2 * 2 * 3;
    assertThat(svg.getElementsByTagName("rect").getLength())
        .isEqualTo(ground + legend + pointsOfTwoPanels);
  }

  @Test
  void barsAreAsHighAsTheirRatioToLibzmq() throws Exception {
    rates(OURS, 10e6);
    rates(LIBZMQ, 5e6);

    Document svg = parse(new Plot(List.of(OURS, LIBZMQ), results).svg());

    int firstBar = 1 + 2; // after the ground and the legend
    assertThat(height(svg, firstBar)).isEqualTo(2 * height(svg, firstBar + 1));
  }

  private static double height(Document svg, int rectangle) {
    var attributes = svg.getElementsByTagName("rect").item(rectangle).getAttributes();
    return Double.parseDouble(attributes.getNamedItem("height").getNodeValue());
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private void rates(Contender contender, double... values) {
    for (double value : values) {
      results.add(SMALL, contender, Map.of(Metric.RATE, value));
    }
  }
}
