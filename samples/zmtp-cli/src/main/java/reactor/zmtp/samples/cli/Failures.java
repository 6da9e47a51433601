package reactor.zmtp.samples.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import reactor.core.Exceptions;
import reactor.zmtp.InvalidEndpointException;

/** Every failure ends here: one line on standard error, and the exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final Pattern SECURITY = Pattern.compile("--(plain|curve)-");

  private final PrintStream err;

  Failures(PrintStream err) {
    this.err = err;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    String help = " (see " + command.getCommandSpec().qualifiedName() + " --help)";
    print(command, reason(failure), help);
    return ExitCode.WRONG_USAGE;
  }

  /** What belongs to no option, or to one of security, is not shown: it may be a secret. */
  private static String reason(ParameterException failure) {
    String reason = reason((Throwable) failure);
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      return first.startsWith("-")
          ? "Unknown option: '" + first.split("=", 2)[0] + "'"
          : reason.split(":", 2)[0] + " belongs to no option";
    }
    return failure.getArgSpec() instanceof OptionSpec option
            && SECURITY.matcher(option.longestName()).lookingAt()
            && reason.startsWith("Invalid value")
        ? "Invalid value for option '" + option.longestName() + "'"
        : reason;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    Throwable cause = Exceptions.unwrap(failure);
    print(command, reason(cause), "");
    if (cause instanceof InvalidEndpointException) {
      return ExitCode.WRONG_USAGE;
    }
    return cause instanceof TimeoutException ? ExitCode.TIMED_OUT : ExitCode.FAILED;
  }

  private static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  /** Text that may be of a peer's making: nothing in it moves a terminal's cursor. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "?");
  }

  private void print(CommandLine command, String reason, String hint) {
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + oneLine(reason) + hint);
    err.flush();
  }
}
