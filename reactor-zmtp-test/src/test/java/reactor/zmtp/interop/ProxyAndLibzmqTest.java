package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.watch.Scene;

/** A proxy of ours with libzmq's sockets on both sides of it. */
class ProxyAndLibzmqTest extends Scene {

  private static final String ANY = "tcp://127.0.0.1:*";

  private static final String REPLY =
      """
      rep = socket("REP", connect=sys.argv[1])
      say("connected")
      while True:
          request = rep.recv_multipart()
          rep.send_multipart([b"re"] + request)
      """;

  private static final String REQUEST =
      """
      clients = [socket("REQ", connect=sys.argv[1]) for i in range(3)]
      for round in range(200):
          for number, client in enumerate(clients):
              client.send_multipart([b"%d %d" % (number, round), b"", b"x" * 70000])
          for number, client in enumerate(clients):
              reply = client.recv_multipart()
              if reply != [b"re", b"%d %d" % (number, round), b"", b"x" * 70000]:
                  sys.exit(f"client {number} got {reply[:2]}")
      say("all equal")
      """;

  @Test
  void requestsAndRepliesPassThroughRouterAndDealer() {
    ZmqProxy proxy =
        keep(await(ZmqProxy.between(zmq.router().bind(ANY), zmq.dealer().bind(ANY)).start()));
    try (LibzmqProcess one = LibzmqProcess.start(REPLY, address(proxy.backend()));
        LibzmqProcess other = LibzmqProcess.start(REPLY, address(proxy.backend()));
        LibzmqProcess clients = LibzmqProcess.start(REQUEST, address(proxy.frontend()))) {
      assertThat(await(one.line())).isEqualTo("connected");
      assertThat(await(other.line())).isEqualTo("connected");

      assertThat(await(clients.line())).isEqualTo("all equal");
    }
    assertThat(await(proxy.metrics()).toBackend().messages()).isEqualTo(600);
    assertThat(await(proxy.metrics()).toFrontend().messages()).isEqualTo(600);
  }
}
