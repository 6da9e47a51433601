package reactor.zmtp.test.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Cases that belong together. A subclass adds them, in the order of their numbers. */
public abstract class SpecGroup {

  private final String code;
  private final String title;
  private final List<SpecCase> cases = new ArrayList<>();

  SpecGroup(String code, String title) {
    this.code = code;
    this.title = title;
  }

  /**
   * The name of the group.
   *
   * @return two letters
   */
  public String code() {
    return code;
  }

  /**
   * What its cases are about.
   *
   * @return a title
   */
  public String title() {
    return title;
  }

  /**
   * The cases.
   *
   * @return in the order of their numbers
   */
  public List<SpecCase> cases() {
    return cases.stream().sorted(Comparator.comparing(SpecCase::id)).toList();
  }

  final void must(int number, String claim, String reference, Scenario... scenarios) {
    add(number, Level.MUST, claim, reference, scenarios);
  }

  final void shall(int number, String claim, String reference, Scenario... scenarios) {
    add(number, Level.SHALL, claim, reference, scenarios);
  }

  final void should(int number, String claim, String reference, Scenario... scenarios) {
    add(number, Level.SHOULD, claim, reference, scenarios);
  }

  final void may(int number, String claim, String reference, Scenario... scenarios) {
    add(number, Level.MAY, claim, reference, scenarios);
  }

  final void open(int number, String claim, String reference, Scenario... scenarios) {
    add(number, Level.IMPL, claim, reference, scenarios);
  }

  private void add(int number, Level level, String claim, String reference, Scenario... scenarios) {
    String id = String.format("%s-%02d", code, number);
    cases.add(new SpecCase(id, level, claim, reference, List.of(scenarios)));
  }

  @Override
  public String toString() {
    return code + " " + title;
  }
}
