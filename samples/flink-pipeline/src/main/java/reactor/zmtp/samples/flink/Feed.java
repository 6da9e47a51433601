package reactor.zmtp.samples.flink;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import reactor.core.publisher.Flux;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.flink.connector.ReplayPublisher;

/** A process that gives as many texts as it is asked for. */
final class Feed implements AutoCloseable {

  private static final int RETAINED = 1_000_000;

  private final Process process;
  private final String address;

  private Feed(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  static Feed start(String kind, int size) throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Feed.class.getName(),
                kind,
                Integer.toString(size))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Feed(process, process.inputReader().readLine());
  }

  String address() {
    return address;
  }

  int port() {
    return URI.create(address).getPort();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Says where it is, and ends when it is killed, or with who has started it. */
  public static void main(String[] args) throws Exception {
    String text = "x".repeat(Integer.parseInt(args[1]));
    Flux<ZmqMessage> messages = Flux.generate(sink -> sink.next(ZmqMessage.of(text)));
    ZmqContext zmq = ZmqContext.create();
    switch (args[0]) {
      case "lines" -> lines(text + "\n");
      case "pull" -> {
        PushSocket push = zmq.push().bind("tcp://127.0.0.1:*").openNow();
        System.out.println(push.address());
        push.send(messages).subscribe();
      }
      case "acknowledged" ->
          ReplayPublisher.open(zmq.router().bind("tcp://127.0.0.1:*"), messages, RETAINED)
              .doOnNext(publisher -> System.out.println(publisher.address()))
              .subscribe();
      default -> System.out.println("none");
    }
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static void lines(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      System.out.println("tcp://127.0.0.1:" + server.getLocalPort());
      try (Socket socket = server.accept();
          OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16)) {
        while (true) {
          out.write(bytes);
        }
      }
    }
  }
}
