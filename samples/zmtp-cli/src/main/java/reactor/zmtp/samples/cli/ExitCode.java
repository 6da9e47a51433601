package reactor.zmtp.samples.cli;

/** Exit code of a run, for the shell. */
final class ExitCode {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USAGE = 2;
  static final int TIMED_OUT = 3;

  private ExitCode() {}
}
