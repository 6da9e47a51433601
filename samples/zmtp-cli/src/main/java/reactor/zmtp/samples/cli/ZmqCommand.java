package reactor.zmtp.samples.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Mono;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.ZmqContext;

/** A command: what all of them understand, and how they end. */
@Command(
    sortOptions = false,
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:failed", "2:wrong usage or endpoint", "3:timed out"})
abstract class ZmqCommand implements Callable<Integer> {

  final Console console;

  @Mixin final SocketOptions options = new SocketOptions();

  @Option(
      names = {"-h", "--help"},
      order = 2,
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  @Spec CommandSpec command = CommandSpec.create(); // picocli puts the real one here

  ZmqCommand(Console console) {
    this.console = console;
  }

  /**
   * What the command does; the end of that is the end of the command.
   *
   * @throws IllegalArgumentException if the options do not make sense
   */
  abstract Mono<Void> run(ZmqContext zmq, Consumer<SocketEvent> events);

  @Override
  public final Integer call() {
    ZmqContext zmq = ZmqContext.create();
    try (EventLog log = new EventLog(console.err(), options.verbose)) {
      Refusals refusals = new Refusals();
      LastFailure lastFailure = new LastFailure();
      Mono<Void> run = checked(zmq, log.andThen(refusals).andThen(lastFailure));
      bounded(Mono.firstWithSignal(run, refusals.refused()), lastFailure).block();
      return ExitCode.DONE;
    } finally {
      zmq.dispose();
    }
  }

  private Mono<Void> checked(ZmqContext zmq, Consumer<SocketEvent> events) {
    try {
      return run(zmq, events);
    } catch (IllegalArgumentException wrong) {
      String reason = String.valueOf(wrong.getMessage());
      throw new ParameterException(command.commandLine(), reason, wrong);
    }
  }

  private Mono<Void> bounded(Mono<Void> run, LastFailure lastFailure) {
    if (options.timeout == null) {
      return run;
    }
    return run.timeout(options.timeout, Mono.error(() -> timedOut(lastFailure)));
  }

  private TimeoutException timedOut(LastFailure lastFailure) {
    String text = command.commandLine().getParseResult().matchedOption("-t").stringValues().get(0);
    String failure = lastFailure.describe();
    return new TimeoutException(
        "timed out after " + text + (failure == null ? "" : "; the last failure was " + failure));
  }
}
