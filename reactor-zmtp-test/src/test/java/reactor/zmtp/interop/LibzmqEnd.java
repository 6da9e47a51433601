package reactor.zmtp.interop;

import static reactor.zmtp.watch.Scene.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;

/** libzmq, told line by line what to do. One process serves all rows, with one socket at a time. */
final class LibzmqEnd extends TheirEnd {

  private static final String SCRIPT =
      """
      from base64 import b64decode, b64encode

      now = None
      while True:
          what, *words = ask().split(" ")
          if what == "open":
              kind, peer, side, endpoint = words
              now = context.socket(getattr(zmq, kind))
              now.LINGER = 0
              now.SNDTIMEO = 20000
              now.RECONNECT_IVL = 10
              if kind == "ROUTER" and peer == "ROUTER":
                  now.ROUTING_ID = b"them"
                  now.ROUTER_MANDATORY = 1
              if kind == "SUB":
                  now.SUBSCRIBE = b""
              if side == "bind":
                  now.bind(endpoint)
                  say(now.LAST_ENDPOINT.rstrip(b"\\0").decode())
              else:
                  now.connect(endpoint)
                  say(endpoint)
              if kind == "XSUB":
                  now.send(b"\\1")
          elif what == "send":
              now.send_multipart([b64decode(word) for word in words])
              say("sent")
          elif what == "receive":
              if now.poll(int(words[0])):
                  say(*["=" + b64encode(frame).decode() for frame in now.recv_multipart()])
              else:
                  say("nothing")
          elif what == "close":
              now.close()
              say("closed")
      """;

  private final LibzmqProcess process;
  private final String endpoint;

  private LibzmqEnd(
      LibzmqProcess process, SocketType type, SocketType peer, String side, String endpoint) {
    super(type, peer);
    this.process = process;
    this.endpoint = answer("open " + type + " " + peer + " " + side + " " + endpoint);
  }

  static LibzmqProcess start() {
    return LibzmqProcess.start(SCRIPT);
  }

  static LibzmqEnd bound(LibzmqProcess process, SocketType type, SocketType peer, String endpoint) {
    return new LibzmqEnd(process, type, peer, "bind", endpoint);
  }

  static LibzmqEnd connected(
      LibzmqProcess process, SocketType type, SocketType peer, String endpoint) {
    return new LibzmqEnd(process, type, peer, "connect", endpoint);
  }

  private String answer(String command) {
    await(process.tell(command));
    return await(process.line());
  }

  @Override
  public String endpoint() {
    return endpoint;
  }

  @Override
  void send(ZmqMessage frames) {
    answer(
        "send "
            + frames.frames().stream()
                .map(Base64.getEncoder()::encodeToString)
                .collect(Collectors.joining(" ")));
  }

  @Override
  @Nullable ZmqMessage receive(Duration patience) {
    String line = answer("receive " + patience.toMillis());
    return line.equals("nothing")
        ? null
        : ZmqMessage.of(
            Arrays.stream(line.split(" ", -1))
                .map(word -> Base64.getDecoder().decode(word.substring(1)))
                .toList());
  }

  @Override
  public void close() {
    answer("close");
  }
}
