package reactor.zmtp.samples.zmtpspec;

import java.io.PrintStream;
import java.util.List;
import reactor.zmtp.test.spec.SpecResult;
import reactor.zmtp.test.spec.SpecResult.Outcome;

/** A line for each case, and for one that failed what was said on the wire. */
final class TextReport implements Report {

  @Override
  public void print(List<SpecResult> results, PrintStream out) {
    for (SpecResult each : results) {
      String outcome =
          switch (each.outcome()) {
            case PASSED -> "pass";
            case FAILED -> "FAIL";
            case NOT_APPLICABLE -> "n/a ";
          };
      out.println(outcome + "  " + each.specCase());
      if (!each.sentence().isEmpty()) {
        out.println("      " + each.sentence());
      }
      if (each.outcome() == Outcome.FAILED) {
        out.println("      rests on " + each.specCase().reference());
        each.transcript().forEach(entry -> out.println("      " + entry.replace("\n", "\n      ")));
      }
    }
    out.printf(
        "%d passed, %d failed, %d do not apply%n",
        Report.count(results, Outcome.PASSED),
        Report.count(results, Outcome.FAILED),
        Report.count(results, Outcome.NOT_APPLICABLE));
  }
}
