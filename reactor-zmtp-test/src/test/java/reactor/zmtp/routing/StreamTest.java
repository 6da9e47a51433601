package reactor.zmtp.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.StreamSocket;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.ZmqEndpoint;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;

/**
 * Raw TCP: libzmq's test_stream, test_stream_disconnect, test_stream_empty,
 * test_stream_exceeds_buffer, test_stream_timeout and the part of test_connect_rid that is
 * STREAM's.
 */
class StreamTest extends RoutingScene {

  @Test
  void aDealerCanBeAnsweredByHand() {
    StreamSocket stream = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    DealerSocket dealer = open(zmq.dealer().connect(address(stream)));
    keep(dealer.send(ZmqMessage.of("Hello")).subscribe());

    RoutedMessage coming = receive(stream);
    RoutingId peer = coming.peer();
    assertThat(coming.message()).isEqualTo(EMPTY);
    assertThat(text(bytes(stream, peer, 64), 12, 4)).isEqualTo("NULL");
    write(stream, peer, ZmtpBytes.greeting());
    assertThat(text(bytes(stream, peer, 65), 2, 6)).isEqualTo("\5READY");
    write(stream, peer, ZmtpBytes.ready("ROUTER"));
    assertThat(bytes(stream, peer, 7)).isEqualTo(ZmtpBytes.message("Hello"));
    write(stream, peer, ZmtpBytes.message("World"));
    assertThat(await(dealer.receive().next()).text()).isEqualTo("World");

    byte[] large = new byte[64_000];
    Arrays.fill(large, (byte) 0xAB);
    keep(dealer.send(ZmqMessage.of(large)).subscribe());
    assertThat(bytes(stream, peer, 64_009)).isEqualTo(ZmtpBytes.message(large));
  }

  @Test
  void aRequestOverHttpIsAnsweredAndTheConnectionClosedAfterTheWholeAnswer() {
    StreamSocket server = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    StreamSocket client = open(zmq.stream().reconnectInterval(Duration.ofSeconds(-1)));
    RoutingId toServer = await(client.connectPeer(address(server)));
    assertThat(receive(client)).isEqualTo(to(toServer, ""));
    RoutingId toClient = receive(server).peer();
    send(client, toServer, "GET /\n\n");
    assertThat(receive(server)).isEqualTo(to(toClient, "GET /\n\n"));

    ZmqMessage answer = ZmqMessage.of("HTTP/1.0 200 OK\r\n\r\n" + "x".repeat(3_000_000));
    keep(
        server
            .send(
                Flux.just(new RoutedMessage(toClient, answer), new RoutedMessage(toClient, EMPTY)))
            .subscribe());

    assertThat(bytes(client, toServer, (int) answer.byteSize())).isEqualTo(answer.bytes());
    assertThat(receive(client)).isEqualTo(to(toServer, "")); // it went
    assertThat(receive(server)).isEqualTo(to(toClient, ""));
    untilPeers(server, 0);
    assertThat(metrics(server).discarded()).isZero();
  }

  @Test
  void theDialogueOfADisconnect() {
    StreamSocket server = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    StreamSocket client = open(zmq.stream().reconnectInterval(Duration.ofSeconds(-1)));
    RoutingId toServer = await(client.connectPeer(address(server)));
    RoutingId toClient = receive(server).peer();

    send(client, toServer, "i can haz cheez burger?");
    assertThat(receive(server)).isEqualTo(to(toClient, "i can haz cheez burger?"));
    send(server, toClient, "y u no disonnect?");
    assertThat(receive(client, 2))
        .containsExactly(to(toServer, ""), to(toServer, "y u no disonnect?"));
    send(client, toServer, "");

    assertThat(receive(server)).isEqualTo(to(toClient, ""));
    untilPeers(server, 0);
  }

  @Test
  void anEmptyMessageClosesAConnectionThatHasJustBegun() {
    StreamSocket stream = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(stream));

    send(stream, receive(stream).peer(), "");

    await(peer.script().expectClose());
    untilPeers(stream, 0);
  }

  @Test
  void whatIsSentAfterTheEmptyMessageIsToldAsLost() {
    StreamSocket stream = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(stream));
    RoutingId id = receive(stream).peer();

    keep(
        stream
            .send(Flux.just(to(id, "before"), to(id, ""), to(id, "after")))
            .subscribe(done -> {}, failure -> {}));

    await(peer.script().expect("before".getBytes(StandardCharsets.US_ASCII)).expectClose());
    untilPeers(stream, 0);
  }

  @Test
  void theFramesOfAMessageAreWrittenOneAfterAnother() {
    StreamSocket stream = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(stream));

    send(stream, receive(stream).peer(), "one", "", "two");

    await(peer.script().expect("onetwo".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void moreThanABufferComesWhole() {
    ZmtpListener listener = listen();
    StreamSocket stream = open(zmq.stream().notify(false).connect(listener.endpoint()));
    byte[] sent = new byte[8193];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) i;
    }
    ZmtpPeer peer = await(listener.accept());
    await(peer.script().send(sent));

    RoutedMessage first = receive(stream);
    byte[] start = first.message().bytes();
    byte[] rest = bytes(stream, first.peer(), sent.length - start.length);

    assertThat(ZmtpBytes.concat(start, rest)).isEqualTo(sent);
  }

  @Test
  void withoutNoticesNothingTellsOfComingAndGoing() {
    StreamSocket stream = open(zmq.stream().notify(false).bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(stream));
    await(peer.script().send("data".getBytes(StandardCharsets.US_ASCII)).close());
    until(stream, metrics -> metrics.peers() == 0 && metrics.waitingToReceive() > 0);

    assertThat(receive(stream).message().text()).isEqualTo("data");
    assertThat(metrics(stream).waitingToReceive()).isZero();
  }

  @Test
  void thatAPeerWentComesAfterAllThatItSentHoweverSlowTheSubscriber() {
    StreamSocket stream =
        open(zmq.stream().receiveHighWaterMark(1).receiveBuffer(4096).bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(stream));
    byte[] sent = new byte[300_000];
    Arrays.fill(sent, (byte) 7);
    keep(peer.script().send(sent).close().subscribe());
    RoutingId id = receive(stream).peer();

    assertThat(bytes(stream, id, sent.length)).isEqualTo(sent);
    assertThat(receive(stream)).isEqualTo(to(id, ""));
  }

  @Test
  void withoutDemandThePeerIsNotRead() {
    StreamSocket stream =
        open(zmq.stream().receiveHighWaterMark(2).receiveBuffer(4096).bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(stream));

    Disposable flood = keep(peer.script().flood(new byte[1000]).subscribe());

    until(stream, metrics -> metrics.waitingToReceive() >= 2);
    standstill(() -> metrics(stream).waitingToReceive());
    assertThat(metrics(stream).mostWaitingToReceive()).isLessThanOrEqualTo(3); // and the notice
    assertThat(flood.isDisposed()).isFalse();
  }

  @Test
  void aPeerThatDoesNotReadStopsTheDemandForIt() {
    StreamSocket stream = open(zmq.stream().sendHighWaterMark(10).bind("tcp://127.0.0.1:*"));
    connect(address(stream));
    RoutingId id = receive(stream).peer();
    ZmqMessage block = ZmqMessage.wrap(new byte[65_536]);

    keep(stream.send(Flux.range(0, 10_000).map(i -> new RoutedMessage(id, block))).subscribe());

    assertThat(standstill(stream).sent()).isLessThan(1000);
    assertThat(metrics(stream).waitingToSend()).isLessThanOrEqualTo(10);
  }

  @Test
  void aSocketThatAcceptsClosesAStreamThatNeverShakesHands() {
    DealerSocket dealer =
        open(zmq.dealer().handshakeTimeout(Duration.ofMillis(100)).bind("tcp://127.0.0.1:*"));
    StreamSocket stream = open(zmq.stream().reconnectInterval(Duration.ofSeconds(-1)));
    RoutingId id = await(stream.connectPeer(address(dealer)));

    assertThat(receive(stream)).isEqualTo(to(id, ""));
    assertThat(text(bytes(stream, id, 64), 12, 4)).isEqualTo("NULL");
    assertThat(receive(stream)).isEqualTo(to(id, ""));
  }

  @Test
  void aSocketThatConnectsClosesAStreamThatNeverShakesHands() {
    StreamSocket stream = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    open(zmq.dealer().handshakeTimeout(Duration.ofMillis(100)).connect(address(stream)));

    RoutingId id = receive(stream).peer();
    assertThat(text(bytes(stream, id, 64), 12, 4)).isEqualTo("NULL");
    assertThat(receive(stream)).isEqualTo(to(id, ""));
  }

  @Test
  void aMessageForNobodyFailsItsSend() {
    StreamSocket stream = open(zmq.stream().bind("tcp://127.0.0.1:*"));

    StepVerifier.create(stream.send(to(X, "nobody")))
        .expectError(UnroutableException.class)
        .verify(PATIENCE);
  }

  @Test
  void theMessageTellsWhereThePeerIs() {
    StreamSocket stream = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    ZmtpPeer peer = connect(address(stream));
    await(peer.script().send(new byte[1]));

    PeerMetadata metadata = receive(stream, 2).get(1).message().peer();

    assertThat(metadata.socketType()).isNull();
    assertThat(((InetSocketAddress) metadata.address()).getAddress().isLoopbackAddress()).isTrue();
    assertThat(metadata.endpoint()).isEqualTo(address(stream));
  }

  @Test
  void thePeerThatWasConnectedToKeepsItsIdWhenItIsConnectedToAgain() {
    ZmtpListener listener = listen();
    StreamSocket stream = open(zmq.stream().notify(false).reconnectInterval(Duration.ofMillis(1)));
    RoutingId id = await(stream.connectPeer(listener.endpoint()));
    await(await(listener.accept()).script().close());

    ZmtpPeer again = await(listener.accept());
    until(() -> await(stream.send(to(id, "x")).thenReturn(true).onErrorReturn(false)));

    await(again.script().expect("x".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void toConnectToNobodyFailsWhenItIsGivenUp() {
    StreamSocket gone = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    String nowhere = address(gone);
    await(gone.disposeLater());
    StreamSocket stream = open(zmq.stream().reconnectStop(ReconnectStop.CONNECTION_REFUSED));

    StepVerifier.create(stream.connectPeer(nowhere))
        .expectErrorSatisfies(
            failure ->
                assertThat(failure)
                    .isInstanceOf(ZmqException.class)
                    .hasMessageContaining("it is not tried again"))
        .verify(PATIENCE);
  }

  @Test
  void whoCancelsBeforeThePeerIsThereIsDisconnected() {
    StreamSocket gone = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    String nowhere = address(gone);
    await(gone.disposeLater());
    StreamSocket stream = open(zmq.stream());
    Disposable connecting = stream.connectPeer(nowhere).subscribe();
    until(() -> stream.endpoints().size() == 1);

    connecting.dispose();

    until(() -> stream.endpoints().isEmpty());
  }

  @Test
  void whoWaitsForAPeerIsToldOfTheEndpointsEnd() {
    StreamSocket gone = open(zmq.stream().bind("tcp://127.0.0.1:*"));
    String nowhere = address(gone);
    await(gone.disposeLater());
    StreamSocket stream = open(zmq.stream());
    Mono<RoutingId> connecting = begun(stream.connectPeer(nowhere));
    until(() -> stream.endpoints().size() == 1);

    stream.endpoints().forEach(ZmqEndpoint::dispose);

    StepVerifier.create(connecting)
        .expectErrorMessage("the peer was not connected to: the endpoint was disconnected")
        .verify(PATIENCE);
  }

  private static void write(StreamSocket stream, RoutingId peer, byte[] bytes) {
    await(stream.send(new RoutedMessage(peer, ZmqMessage.of(bytes))));
  }

  /** So many bytes of one peer, in however many messages they come. */
  private static byte[] bytes(StreamSocket stream, RoutingId peer, int count) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < count) {
      RoutedMessage next = receive(stream);
      assertThat(next.peer()).isEqualTo(peer);
      assertThat(next.message().byteSize()).as("after %s bytes", all.size()).isPositive();
      all.writeBytes(next.message().bytes());
    }
    assertThat(all.size()).isEqualTo(count);
    return all.toByteArray();
  }

  private static String text(byte[] bytes, int from, int length) {
    return new String(bytes, from, length, StandardCharsets.US_ASCII);
  }
}
