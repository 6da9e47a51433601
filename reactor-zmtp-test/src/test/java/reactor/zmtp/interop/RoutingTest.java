package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.StreamSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** ROUTER, DEALER and STREAM with those of libzmq. */
class RoutingTest extends Scene {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final RoutingId X = RoutingId.of("X");

  private @Nullable LibzmqProcess libzmq;

  @BeforeEach
  void libzmqIsThere() {
    LibzmqProcess.assumePresent();
  }

  @AfterEach
  void end() {
    if (libzmq != null) {
      libzmq.close();
    }
  }

  @Test
  void dealersOfLibzmqGetTheirOwnRepliesFromARouterOfOurs() {
    RouterSocket router = open(zmq.router().mandatory(true).bind(Anywhere.endpoint()));
    keep(router.send(router.receive().map(asked -> asked.reply(asked.message()))).subscribe());

    LibzmqProcess dealers =
        start(
            """
            dealers = [socket("DEALER", connect=sys.argv[1]) for i in range(3)]
            wrong = 0
            for number in range(1000):
                for i, dealer in enumerate(dealers):
                    dealer.send_multipart([b"", b"%d %d" % (i, number), b"x" * (number * 7)])
                for i, dealer in enumerate(dealers):
                    if dealer.recv_multipart() != [b"", b"%d %d" % (i, number), b"x" * (number * 7)]:
                        wrong += 1
            say("wrong", wrong)
            """,
            address(router));

    assertThat(line(dealers)).isEqualTo("wrong 0");
  }

  @Test
  void aRouterOfLibzmqKnowsADealerOfOursThatProbesAndSpeaksFirst() {
    LibzmqProcess router =
        start(
            """
            router = socket("ROUTER", bind=ANYWHERE)
            say(*[frame.decode() for frame in router.recv_multipart()])
            router.send_multipart([b"X", b"Hello", b"you"])
            say(*[frame.decode() for frame in router.recv_multipart()])
            """);
    DealerSocket dealer = open(zmq.dealer().routingId(X).probeRouter(true).connect(line(router)));

    assertThat(line(router)).isEqualTo("X ");
    assertThat(await(dealer.receive().next())).isEqualTo(ZmqMessage.of("Hello", "you"));
    await(dealer.send(ZmqMessage.of("Hello", "back")));
    assertThat(line(router)).isEqualTo("X Hello back");
  }

  @Test
  void aDealerOfLibzmqThatProbesIsKnownToARouterOfOurs() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    LibzmqProcess dealer =
        start(
            """
            dealer = socket("DEALER", connect=sys.argv[1], ROUTING_ID=b"X", PROBE_ROUTER=1)
            say(dealer.recv().decode())
            """,
            address(router));

    assertThat(await(router.receive().next())).isEqualTo(new RoutedMessage(X, ZmqMessage.of("")));
    await(router.send(new RoutedMessage(X, ZmqMessage.of("Hello"))));

    assertThat(line(dealer)).isEqualTo("Hello");
  }

  @Test
  void aRouterOfOursAddressesARouterOfLibzmqAsItSays() {
    LibzmqProcess bound =
        start(
            """
            router = socket("ROUTER", bind=ANYWHERE)
            peer, message = router.recv_multipart()
            say(len(peer), peer[0], message.decode())
            router.send_multipart([peer, b"ok"])
            ask()
            """);
    RouterSocket router = open(zmq.router().immediate(false));
    await(router.connect(line(bound), X));

    await(router.send(new RoutedMessage(X, ZmqMessage.of("hi"))));

    assertThat(line(bound)).isEqualTo("5 0 hi");
    assertThat(await(router.receive().next())).isEqualTo(new RoutedMessage(X, ZmqMessage.of("ok")));
  }

  @Test
  void aRouterOfLibzmqAddressesARouterOfOursAsItSays() {
    RouterSocket router = open(zmq.router().routingId(X).bind(Anywhere.endpoint()));
    LibzmqProcess connected =
        start(
            """
            router = socket("ROUTER", CONNECT_ROUTING_ID=b"conn1")
            router.connect(sys.argv[1])
            router.send_multipart([b"conn1", b"hi"])
            say(*[frame.decode() for frame in router.recv_multipart()])
            """,
            address(router));

    RoutedMessage received = await(router.receive().next());
    await(router.send(received.reply(ZmqMessage.of("ok"))));

    assertThat(received.message().text()).isEqualTo("hi");
    assertThat(line(connected)).isEqualTo("conn1 ok");
  }

  @Test
  void theSecondDealerOfLibzmqTakesTheIdOfTheFirst() {
    RouterSocket router = open(zmq.router().handover(true).bind(Anywhere.endpoint()));
    LibzmqProcess dealers =
        start(
            """
            one = socket("DEALER", connect=sys.argv[1], ROUTING_ID=b"X", RECONNECT_IVL=-1)
            one.send(b"one")
            ask()
            two = socket("DEALER", connect=sys.argv[1], ROUTING_ID=b"X")
            two.send(b"two")
            say(two.recv().decode(), one.poll(0))
            """,
            address(router));
    assertThat(await(router.receive().next())).isEqualTo(routed("one"));
    await(dealers.tell("go on"));
    assertThat(await(router.receive().next())).isEqualTo(routed("two"));

    await(router.send(routed("for the second")));

    assertThat(line(dealers)).isEqualTo("for the second 0");
  }

  private static RoutedMessage routed(String text) {
    return new RoutedMessage(X, ZmqMessage.of(text));
  }

  @Test
  void streamsExchangeBytesAndTellWhenTheOtherGoes() {
    StreamSocket stream = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    LibzmqProcess theirs =
        start(
            """
            stream = socket("STREAM", connect=sys.argv[1])
            peer, notice = stream.recv_multipart()
            stream.send_multipart([peer, b"x" * 1000000])
            data = b""
            while len(data) < 2000000:
                data += stream.recv_multipart()[1]
            say(len(notice), len(data), data == b"y" * 2000000)
            stream.send_multipart([peer, b""])
            stream.poll(60000) # libzmq closes the connection in one of its next calls
            """,
            address(stream));
    RoutingId peer = await(stream.receive().next()).peer();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (read.size() < 1_000_000) {
      read.writeBytes(await(stream.receive().next()).message().bytes());
    }

    ZmqMessage half = ZmqMessage.of("y".repeat(1_000_000));
    await(stream.send(Flux.just(half, half).map(message -> new RoutedMessage(peer, message))));

    assertThat(read.toString(StandardCharsets.US_ASCII)).isEqualTo("x".repeat(1_000_000));
    assertThat(line(theirs)).isEqualTo("0 2000000 True");
    assertThat(await(stream.receive().next()))
        .isEqualTo(new RoutedMessage(peer, ZmqMessage.of("")));
  }

  private LibzmqProcess start(String script, String... arguments) {
    LibzmqProcess started = LibzmqProcess.start(script, arguments);
    libzmq = started;
    return started;
  }

  private static String line(LibzmqProcess process) {
    Mono<String> line = process.line();
    String said = line.block(LONG);
    return said == null ? "" : said;
  }
}
