package reactor.zmtp.samples.cli;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;
import reactor.zmtp.ProxySpec;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqProxy;

/** {@code proxy}. */
@Command(
    name = "proxy",
    description = {
      "Passes on what its frontend receives to its backend, and the other way round: router and"
          + " dealer, xsub and xpub, pull and push.",
      "A socket is TYPE@ENDPOINT, such as router@tcp://*:5559. It binds the endpoint; with > before"
          + " the endpoint it connects to it.",
      "With security options of both kinds, sockets that bind are servers and the others clients."
    })
final class ProxyCommand extends ZmqCommand {

  @Option(
      names = "--frontend",
      paramLabel = "SOCKET",
      required = true,
      converter = ProxySocket.Converter.class,
      description = "Towards those who ask, or publish.")
  private @Nullable ProxySocket frontend;

  @Option(
      names = "--backend",
      paramLabel = "SOCKET",
      required = true,
      converter = ProxySocket.Converter.class,
      description = "Towards those who answer, or subscribe.")
  private @Nullable ProxySocket backend;

  @Option(
      names = "--capture",
      paramLabel = "SOCKET",
      converter = ProxySocket.Converter.class,
      description = "A pub, push, pair or dealer socket that gets a copy of everything.")
  private @Nullable ProxySocket capture;

  ProxyCommand(Console console) {
    super(console);
  }

  @Override
  Mono<Void> run(ZmqContext zmq, Consumer<SocketEvent> events) {
    if (frontend == null || backend == null) {
      throw new IllegalArgumentException("give both --frontend and --backend");
    }
    ProxySpec proxy =
        ZmqProxy.between(frontend.spec(zmq, options, events), backend.spec(zmq, options, events));
    return (capture == null ? proxy : proxy.capture(capture.spec(zmq, options, events))).run();
  }
}
