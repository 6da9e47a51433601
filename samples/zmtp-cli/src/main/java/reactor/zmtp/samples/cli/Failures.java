package reactor.zmtp.samples.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import reactor.core.Exceptions;
import reactor.zmtp.InvalidEndpointException;

/** Every failure ends here: one line on standard error, and the exit code. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

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

  /** What belongs to an option that is not known is not told: it may be a secret. */
  private static String reason(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched
        && unmatched.getUnmatched().get(0).startsWith("-")) {
      return "Unknown option: '" + unmatched.getUnmatched().get(0).split("=", 2)[0] + "'";
    }
    return reason((Throwable) failure);
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

  private void print(CommandLine command, String reason, String hint) {
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + reason.strip().replaceAll("\\s*\\R\\s*", " ") + hint);
    err.flush();
  }
}
