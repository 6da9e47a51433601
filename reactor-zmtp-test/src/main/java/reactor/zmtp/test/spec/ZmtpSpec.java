package reactor.zmtp.test.spec;

import java.util.Collection;
import java.util.List;

/** All cases of the suite. */
public final class ZmtpSpec {

  private static final List<SpecGroup> GROUPS =
      List.of(
          new GreetingCases(),
          new VersionCases(),
          new FramingCases(),
          new CommandCases(),
          new HeartbeatCases(),
          new NullCases(),
          new PlainCases(),
          new CurveCases(),
          new MetadataCases(),
          new CompatibilityCases(),
          new RequestCases(),
          new RouterCases(),
          new PubSubCases(),
          new PushPullCases(),
          new PairCases(),
          new ClientServerCases(),
          new RadioDishCases(),
          new ScatterGatherCases(),
          new PeerChannelCases(),
          new ClosingCases());

  private ZmtpSpec() {}

  /**
   * The groups.
   *
   * @return in the order of the wire: greeting first, closing last
   */
  public static List<SpecGroup> groups() {
    return GROUPS;
  }

  /**
   * The cases.
   *
   * @return those of all groups
   */
  public static List<SpecCase> cases() {
    return GROUPS.stream().flatMap(group -> group.cases().stream()).toList();
  }

  /**
   * Some of the cases.
   *
   * @param names names of cases or groups; all cases when there is none
   * @param least the weakest level that is wanted
   * @return the cases, in their order
   * @throws IllegalArgumentException for a name that nothing has
   */
  public static List<SpecCase> select(Collection<String> names, Level least) {
    for (String name : names) {
      if (cases().stream().noneMatch(each -> isNamed(each, name))) {
        throw new IllegalArgumentException(
            "no case and no group is named " + name + ": expected one as FR-01 or FR");
      }
    }
    return cases().stream()
        .filter(each -> names.isEmpty() || names.stream().anyMatch(name -> isNamed(each, name)))
        .filter(each -> each.level().compareTo(least) <= 0)
        .toList();
  }

  private static boolean isNamed(SpecCase one, String name) {
    return one.id().equalsIgnoreCase(name) || one.group().equalsIgnoreCase(name);
  }
}
