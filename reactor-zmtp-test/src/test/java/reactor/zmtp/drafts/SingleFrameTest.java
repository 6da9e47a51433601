package reactor.zmtp.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.zmtp.ReceivingSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/**
 * Draft types have messages of one frame (RFC 41, 49, 52): others are neither sent nor received.
 */
class SingleFrameTest extends Scene {

  enum Sender {
    CLIENT("SERVER"),
    SCATTER("GATHER"),
    CHANNEL("CHANNEL");

    private final String peer;

    Sender(String peer) {
      this.peer = peer;
    }
  }

  enum Receiver {
    CLIENT("SERVER"),
    GATHER("SCATTER"),
    CHANNEL("CHANNEL");

    private final String peer;

    Receiver(String peer) {
      this.peer = peer;
    }
  }

  private final Events events = new Events();

  private SendingSocket open(Sender sender) {
    return switch (sender) {
      case CLIENT -> open(zmq.client().bind(Anywhere.endpoint()));
      case SCATTER -> open(zmq.scatter().bind(Anywhere.endpoint()));
      case CHANNEL -> open(zmq.channel().bind(Anywhere.endpoint()));
    };
  }

  private ReceivingSocket open(Receiver receiver) {
    return switch (receiver) {
      case CLIENT -> open(zmq.client().doOnEvent(events).bind(Anywhere.endpoint()));
      case GATHER -> open(zmq.gather().doOnEvent(events).bind(Anywhere.endpoint()));
      case CHANNEL -> open(zmq.channel().doOnEvent(events).bind(Anywhere.endpoint()));
    };
  }

  @ParameterizedTest
  @EnumSource
  void sendingAMultipartMessageFailsThatSend(Sender sender) {
    SendingSocket socket = open(sender);
    join(socket, sender.peer);

    StepVerifier.create(socket.send(ZmqMessage.of("a", "b")))
        .expectErrorSatisfies(
            error ->
                assertThat(error)
                    .isExactlyInstanceOf(ZmqException.class)
                    .hasMessageContainingAll(sender.name(), "one frame", "not of 2"))
        .verify(PATIENCE);
  }

  @ParameterizedTest
  @EnumSource
  void nothingOfAMultipartMessageIsWritten(Sender sender) {
    SendingSocket socket = open(sender);
    ZmtpPeer peer = join(socket, sender.peer);

    StepVerifier.create(socket.send(ZmqMessage.of("a", "b")))
        .expectError(ZmqException.class)
        .verify(PATIENCE);
    await(socket.send(ZmqMessage.of("c")));

    await(peer.script().expectMessage("c"));
    assertThat(metrics(socket).waitingToSend()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasPublishedBeforeAMultipartMessageIsSent(Sender sender) {
    SendingSocket socket = open(sender);
    ZmtpPeer peer = join(socket, sender.peer);
    Flux<ZmqMessage> messages =
        Flux.just(ZmqMessage.of("a"), ZmqMessage.of("b", "c"), ZmqMessage.of("d"));

    StepVerifier.create(socket.send(messages)).expectError(ZmqException.class).verify(PATIENCE);
    await(socket.send(ZmqMessage.of("e")));

    await(peer.script().expectMessage("a").expectMessage("e"));
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyMessageIsSent(Sender sender) {
    SendingSocket socket = open(sender);
    ZmtpPeer peer = join(socket, sender.peer);

    await(socket.send(ZmqMessage.of("")));

    await(peer.script().expectMessage(""));
  }

  @ParameterizedTest
  @EnumSource
  void aMultipartMessageThatComesIsDiscardedAndCounted(Receiver receiver) {
    ReceivingSocket socket = open(receiver);
    ZmtpPeer peer = join(socket, receiver.peer);

    await(peer.script().message("a", "b").message("c").message("d", "e", "f").message("g"));

    StepVerifier.create(socket.receive().map(ZmqMessage::text).take(2))
        .expectNext("c", "g")
        .expectComplete()
        .verify(PATIENCE);
    assertThat(metrics(socket).discarded()).isEqualTo(2); // and the events before have been told
    assertThat(events.all())
        .filteredOn(Discarded.class::isInstance)
        .extracting(event -> ((Discarded) event).reason())
        .containsOnly(DiscardReason.MALFORMED);
  }
}
