package reactor.zmtp.fuzz;

/** What has to hold for every input; cheaper than assertions that could tell more. */
public final class Check {

  private Check() {}

  public static void that(boolean right, String what) {
    if (!right) {
      throw new AssertionError("not so: " + what);
    }
  }
}
