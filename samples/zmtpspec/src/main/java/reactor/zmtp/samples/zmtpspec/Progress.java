package reactor.zmtp.samples.zmtpspec;

import java.util.function.Consumer;
import reactor.zmtp.test.spec.SpecResult;

/** How far a run is, on the error output: a line for each failure, and a count for the rest. */
final class Progress implements Consumer<SpecResult> {

  private static final int EACH = 50;

  private final int all;
  private int done;

  Progress(int all) {
    this.all = all;
  }

  @Override
  public void accept(SpecResult result) {
    done++;
    if (result.outcome() == SpecResult.Outcome.FAILED) {
      System.err.println("failed " + result.specCase());
    }
    if (done % EACH == 0 || done == all) {
      System.err.println(done + " of " + all);
    }
  }
}
