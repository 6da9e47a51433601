package reactor.zmtp.samples.zmtpspec;

import java.io.PrintStream;
import java.util.List;
import reactor.zmtp.test.spec.SpecResult;
import reactor.zmtp.test.spec.SpecResult.Outcome;

/** The XML that build servers read. */
final class JunitReport implements Report {

  @Override
  public void print(List<SpecResult> results, PrintStream out) {
    out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.printf(
        "<testsuite name=\"zmtpspec\" tests=\"%d\" failures=\"%d\" skipped=\"%d\">%n",
        results.size(),
        Report.count(results, Outcome.FAILED),
        Report.count(results, Outcome.NOT_APPLICABLE));
    for (SpecResult each : results) {
      out.printf(
          "  <testcase classname=\"zmtpspec.%s\" name=\"%s\" time=\"%.3f\">%n",
          each.specCase().group(),
          Report.escaped(each.specCase().toString()),
          each.took().toMillis() / 1000.0);
      String sentence = Report.escaped(each.sentence());
      if (each.outcome() == Outcome.FAILED) {
        String transcript = Report.escaped(String.join("\n", each.transcript()));
        out.printf("    <failure message=\"%s\">%s</failure>%n", sentence, transcript);
      } else if (each.outcome() == Outcome.NOT_APPLICABLE) {
        out.printf("    <skipped message=\"%s\"/>%n", sentence);
      }
      out.println("  </testcase>");
    }
    out.println("</testsuite>");
  }
}
