package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** A proxy of ours with libzmq's sockets on both sides of it. */
class ProxyAndLibzmqTest extends Scene {

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

  /** Publishes for each topic as soon as somebody subscribes to it. */
  private static final String PUBLISH =
      """
      publisher = socket("XPUB", connect=sys.argv[1])
      while True:
          event = publisher.recv()
          topic = event[1:].decode()
          say(("subscribed to " if event[0] else "unsubscribed from ") + topic)
          if event[0]:
              for number in range(300):
                  publisher.send_multipart([b"nobody's %d" % number])
                  publisher.send_multipart([b"%s %d" % (event[1:], number), b"", b"x" * number * 30])
      """;

  private static final String SUBSCRIBE =
      """
      topic = sys.argv[2].encode()
      subscriber = socket("SUB", connect=sys.argv[1], SUBSCRIBE=topic)
      for number in range(300):
          message = subscriber.recv_multipart()
          if message != [b"%s %d" % (topic, number), b"", b"x" * number * 30]:
              sys.exit(f"instead of {number} came {message[0]}")
      say("all in order")
      ask()
      """;

  @Test
  void subscriptionsAndMessagesPassThroughXSubAndXPub() {
    ZmqProxy proxy = forwarder();
    try (LibzmqProcess publisher = LibzmqProcess.start(PUBLISH, address(proxy.frontend()));
        LibzmqProcess one = LibzmqProcess.start(SUBSCRIBE, address(proxy.backend()), "first")) {
      assertThat(await(publisher.line())).isEqualTo("subscribed to first");
      assertThat(await(one.line())).isEqualTo("all in order");

      try (LibzmqProcess other =
          LibzmqProcess.start(SUBSCRIBE, address(proxy.backend()), "second")) {
        assertThat(await(publisher.line())).isEqualTo("subscribed to second");
        assertThat(await(other.line())).isEqualTo("all in order");
      }
    }
  }

  @Test
  void whatASubscriberThatIsGoneHadWantedIsNoLongerAskedOfThePublisher() {
    ZmqProxy proxy = forwarder();
    try (LibzmqProcess publisher = LibzmqProcess.start(PUBLISH, address(proxy.frontend()))) {
      try (LibzmqProcess one = LibzmqProcess.start(SUBSCRIBE, address(proxy.backend()), "only")) {
        assertThat(await(publisher.line())).isEqualTo("subscribed to only");
        assertThat(await(one.line())).isEqualTo("all in order");
      }

      assertThat(await(publisher.line())).isEqualTo("unsubscribed from only");
    }
  }

  private ZmqProxy forwarder() {
    return keep(
        await(
            ZmqProxy.between(
                    zmq.xsub().bind(Anywhere.endpoint()), zmq.xpub().bind(Anywhere.endpoint()))
                .start()));
  }

  @Test
  void requestsAndRepliesPassThroughRouterAndDealer() {
    ZmqProxy proxy =
        keep(
            await(
                ZmqProxy.between(
                        zmq.router().bind(Anywhere.endpoint()),
                        zmq.dealer().bind(Anywhere.endpoint()))
                    .start()));
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
