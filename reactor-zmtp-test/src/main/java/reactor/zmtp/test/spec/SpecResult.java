package reactor.zmtp.test.spec;

import java.time.Duration;
import java.util.List;

/**
 * What came of a case.
 *
 * @param specCase the case
 * @param outcome passed, failed or not applicable
 * @param sentence why it failed or does not apply, or what the implementation chose to do; may be
 *     empty
 * @param transcript what was said in the scenario that failed, octets as a dump
 * @param took the time it took
 */
public record SpecResult(
    SpecCase specCase, Outcome outcome, String sentence, List<String> transcript, Duration took) {

  /** What a case ends in. */
  public enum Outcome {
    /** All its scenarios did what is right. */
    PASSED,
    /** One of them did not. */
    FAILED,
    /** The implementation has not what it takes. */
    NOT_APPLICABLE
  }

  /**
   * Whether it failed what the RFC demands.
   *
   * @return failed at the levels MUST and SHALL
   */
  public boolean isViolation() {
    return outcome == Outcome.FAILED && specCase.level().compareTo(Level.SHALL) <= 0;
  }
}
