package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** What libzmq and we read in each other's READY. Debian's libzmq cannot say properties itself. */
class MetadataTest extends Scene {

  private static final String READ =
      """
      dealer = socket("DEALER", bind=ANYWHERE)
      message = dealer.recv(copy=False)
      for name in sys.argv[1:]:
          say(name, message.get(name))
      """;

  private static final String SEND =
      """
      dealer = socket("DEALER", connect=sys.argv[1], ROUTING_ID=b"them")
      dealer.send(b"a")
      ask()
      """;

  @Test
  void libzmqReadsOurProperties() {
    try (LibzmqProcess libzmq =
        LibzmqProcess.start(READ, "X-hello", "X-connection", "Socket-Type", "Identity")) {
      DealerSocket dealer =
          open(
              zmq.dealer()
                  .routingId(RoutingId.of("we"))
                  .metadata("X-hello", "hello")
                  .metadata("X-connection", "primary")
                  .connect(await(libzmq.line())));

      await(dealer.send(ZmqMessage.of("a")));

      assertThat(await(libzmq.line())).isEqualTo("X-hello hello");
      assertThat(await(libzmq.line())).isEqualTo("X-connection primary");
      assertThat(await(libzmq.line())).isEqualTo("Socket-Type DEALER");
      assertThat(await(libzmq.line())).isEqualTo("Identity we");
      await(libzmq.end());
    }
  }

  @Test
  void weReadLibzmqsTypeAndIdentity() {
    DealerSocket dealer = open(zmq.dealer().bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = LibzmqProcess.start(SEND, address(dealer))) {

      PeerMetadata peer = await(dealer.receive().next()).peer();

      assertThat(peer).isNotNull();
      assertThat(peer.socketType()).isEqualTo(SocketType.DEALER);
      assertThat(peer.identity()).containsExactly('t', 'h', 'e', 'm');
      await(libzmq.tell("enough"));
    }
  }
}
