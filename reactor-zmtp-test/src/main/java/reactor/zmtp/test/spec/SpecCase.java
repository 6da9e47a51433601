package reactor.zmtp.test.spec;

import java.util.List;

/** A case: what is claimed, on what it rests, and the scenarios that show it. */
public final class SpecCase {

  private final String id;
  private final Level level;
  private final String claim;
  private final String reference;
  private final List<Scenario> scenarios;

  SpecCase(String id, Level level, String claim, String reference, List<Scenario> scenarios) {
    this.id = id;
    this.level = level;
    this.claim = claim;
    this.reference = reference;
    this.scenarios = scenarios;
  }

  /**
   * The name of the case.
   *
   * @return the group's two letters and a number, {@code "FR-01"}
   */
  public String id() {
    return id;
  }

  /**
   * The group.
   *
   * @return two letters, {@code "FR"}
   */
  public String group() {
    return id.substring(0, 2);
  }

  /**
   * How strongly it is demanded.
   *
   * @return the level
   */
  public Level level() {
    return level;
  }

  /**
   * What is right.
   *
   * @return a sentence
   */
  public String claim() {
    return claim;
  }

  /**
   * On what it rests.
   *
   * @return RFC and section
   */
  public String reference() {
    return reference;
  }

  /**
   * Whether the suite can show it from outside.
   *
   * @return false for a case that is listed with the reason only
   */
  public boolean isRunnable() {
    return !scenarios.isEmpty();
  }

  List<Scenario> scenarios() {
    return scenarios;
  }

  @Override
  public String toString() {
    return id + " (" + level + ") " + claim;
  }
}
