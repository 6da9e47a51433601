package reactor.zmtp.samples.zmtpspec;

import java.io.PrintStream;
import java.util.List;
import reactor.zmtp.test.spec.SpecResult;
import reactor.zmtp.test.spec.SpecResult.Outcome;

/** A page with a row for each case; what was said on the wire unfolds. */
final class HtmlReport implements Report {

  @Override
  public void print(List<SpecResult> results, PrintStream out) {
    out.println(
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>zmtpspec</title><style>
        body { font-family: sans-serif } td { vertical-align: top; padding: 2px 8px }
        .PASSED { color: #1a7f37 } .FAILED { color: #cf222e } .NOT_APPLICABLE { color: #888 }
        </style></head><body><h1>zmtpspec</h1>\
        """);
    out.printf(
        "<p>%d passed, %d failed, %d do not apply.</p><table>%n",
        Report.count(results, Outcome.PASSED),
        Report.count(results, Outcome.FAILED),
        Report.count(results, Outcome.NOT_APPLICABLE));
    for (SpecResult each : results) {
      out.printf(
          "<tr class=\"%s\"><td>%s</td><td>%s</td><td>%s<br><small>%s</small></td><td>%s%s</td></tr>%n",
          each.outcome(),
          each.specCase().id(),
          each.specCase().level(),
          Report.escaped(each.specCase().claim()),
          Report.escaped(each.specCase().reference()),
          Report.escaped(each.sentence()),
          transcript(each));
    }
    out.println("</table></body></html>");
  }

  private static String transcript(SpecResult result) {
    return result.transcript().isEmpty()
        ? ""
        : "<details><summary>octets</summary><pre>"
            + Report.escaped(String.join("\n", result.transcript()))
            + "</pre></details>";
  }
}
