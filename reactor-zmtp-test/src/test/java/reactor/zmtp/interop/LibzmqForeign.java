package reactor.zmtp.interop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;
import reactor.zmtp.watch.Scene;

/** libzmq, exchanging traffic. */
final class LibzmqForeign implements Foreign {

  private static final String SCRIPT =
      """
      kind, side, endpoint, count = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
      options = dict(option.split("=", 1) for option in sys.argv[5:])
      options = {k: int(v) if v.isdigit() else v.encode() for k, v in options.items()}
      if "PLAIN_SERVER" in options or "CURVE_SERVER" in options:
          authenticate()
      exchange = socket(kind, **{side: endpoint}, **options)
      sent = count if kind == "PULL" else 0
      received = count if kind == "PUSH" else 0

      def send_next():
          global sent
          exchange.send_multipart(message(sent), zmq.NOBLOCK)
          sent += 1

      def receive_next():
          global received
          came = exchange.recv_multipart(zmq.NOBLOCK)
          if came != message(received):
              sys.exit(f"message {received} differs: {[len(frame) for frame in came]}")
          received += 1

      while sent < count or received < count:
          exchange.poll(
              flags=(zmq.POLLOUT if sent < count else 0) | (zmq.POLLIN if received < count else 0))
          try:
              while sent < count:
                  send_next()
          except zmq.Again:
              pass
          try:
              while received < count:
                  receive_next()
          except zmq.Again:
              pass
      say("all equal")
      ask()
      finish()
      """;

  private final LibzmqProcess process;
  private final String endpoint;

  private LibzmqForeign(LibzmqProcess process, String endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Options are given as {@code RCVHWM=1}; to a server any user of the prelude is welcome. */
  static Foreign start(String type, String side, String endpoint, int messages, String... options) {
    return start(Map.of(), type, side, endpoint, messages, options);
  }

  /** With more in its environment. */
  static Foreign start(
      Map<String, String> environment,
      String type,
      String side,
      String endpoint,
      int messages,
      String... options) {
    List<String> arguments =
        new ArrayList<>(List.of(type, side, endpoint, Integer.toString(messages)));
    arguments.addAll(List.of(options));
    LibzmqProcess process =
        LibzmqProcess.start(environment, SCRIPT, arguments.toArray(String[]::new));
    boolean binds = side.equals("bind");
    String real = binds ? Objects.requireNonNull(Scene.await(process.line())) : endpoint;
    return new LibzmqForeign(process, real);
  }

  @Override
  public String endpoint() {
    return endpoint;
  }

  @Override
  public Mono<Void> end() {
    return process
        .line()
        .doOnNext(
            line -> {
              if (!line.equals("all equal")) {
                throw new AssertionError("libzmq says: " + line);
              }
            })
        .then();
  }

  @Override
  public void close() {
    process.close();
  }
}
