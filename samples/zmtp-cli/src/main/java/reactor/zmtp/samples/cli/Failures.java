package reactor.zmtp.samples.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
    print(command, failure, help);
    return ExitCode.WRONG_USAGE;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    Throwable cause = Exceptions.unwrap(failure);
    print(command, cause, "");
    if (cause instanceof InvalidEndpointException) {
      return ExitCode.WRONG_USAGE;
    }
    return cause instanceof TimeoutException ? ExitCode.TIMED_OUT : ExitCode.FAILED;
  }

  private void print(CommandLine command, Throwable failure, String hint) {
    String name = command.getCommandSpec().qualifiedName();
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    err.println(name + ": " + reason.strip().replaceAll("\\s*\\R\\s*", " ") + hint);
    err.flush();
  }
}
