package reactor.zmtp.samples.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import reactor.zmtp.SocketSpec;

/** Options that say where to bind and connect. */
final class EndpointOptions {

  @Option(
      names = {"-b", "--bind"},
      paramLabel = "ENDPOINT",
      description = {
        "Accept connections here, such as tcp://*:5555; may be repeated.",
        "The port * takes any that is free; standard error tells which."
      })
  private List<String> bind = List.of();

  @Option(
      names = {"-c", "--connect"},
      paramLabel = "ENDPOINT",
      description = "Connect to this, such as tcp://localhost:5555; may be repeated.")
  private List<String> connect = List.of();

  boolean binds() {
    return !bind.isEmpty();
  }

  <S extends SocketSpec<S, ?>> S attach(S spec, CommandSpec command) {
    if (bind.isEmpty() && connect.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "no endpoint: give at least one --bind or --connect");
    }
    S attached = spec;
    for (String endpoint : bind) {
      attached = attached.bind(endpoint);
    }
    for (String endpoint : connect) {
      attached = attached.connect(endpoint);
    }
    return attached;
  }
}
