package reactor.zmtp.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.zmtp.DisposedException;
import reactor.zmtp.OfferedMessages;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** OfferedMessages: what is sent by who has a loop of his own. */
class OfferedMessagesTest extends Scene {

  @Test
  void everyMessageArrivesInItsOrderAcrossFlushes() throws Exception {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().connect(address(pull)));
    OfferedMessages offered = OfferedMessages.to(push, 64);
    CompletableFuture<List<String>> received =
        pull.receive().take(10_000).map(ZmqMessage::text).collectList().toFuture();

    for (int i = 0; i < 10_000; i++) {
      while (!offered.offer(ZmqMessage.of("" + i))) {
        offered.whenWritable().get(10, TimeUnit.SECONDS);
      }
      if (i % 1000 == 999) {
        await(offered.flush());
      }
    }

    assertThat(received.get(10, TimeUnit.SECONDS))
        .containsExactlyElementsOf(Flux.range(0, 10_000).map(i -> "" + i).toIterable());
    assertThat(await(push.metrics()).sent()).isEqualTo(10_000);
    offered.dispose();
  }

  @Test
  void noMoreIsTakenThanItHoldsWhileThereIsNoPeer() {
    OfferedMessages offered = OfferedMessages.to(open(zmq.push()), 2);

    assertThat(offered.offer(ZmqMessage.of("1"))).isTrue();
    assertThat(offered.whenWritable()).isDone();
    assertThat(offered.offer(ZmqMessage.of("2"))).isTrue();
    assertThat(offered.offer(ZmqMessage.of("3"))).isFalse();
    CompletableFuture<Void> writable = offered.whenWritable();
    assertThat(writable).isNotDone();
    assertThat(offered.whenWritable()).isSameAs(writable);
  }

  @Test
  void aFutureThatTheCallerHasGivenUpIsNotGivenAgain() {
    OfferedMessages offered = OfferedMessages.to(open(zmq.push()), 1);
    offered.offer(ZmqMessage.of("1"));
    offered.whenWritable().cancel(false);

    assertThat(offered.whenWritable()).isNotDone();
  }

  @Test
  void aFlushThatTakesTooLongSaysThatThereIsNoPeer() {
    PushSocket push = open(zmq.push().name("results").connect("tcp://127.0.0.1:9"));
    OfferedMessages offered = OfferedMessages.to(push, 2);
    offered.offer(ZmqMessage.of("1"));

    StepVerifier.create(offered.flush(Duration.ofMillis(50)))
        .expectErrorSatisfies(
            late ->
                assertThat(late)
                    .isInstanceOf(ZmqException.class)
                    .hasMessageContaining("results")
                    .hasMessageContaining("1 messages wait, and it has no peer")
                    .hasMessageContaining("tcp://127.0.0.1:9"))
        .verify();
  }

  @Test
  void whatAFlushDidNotWaitForIsSentAllTheSame() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push());
    OfferedMessages offered = OfferedMessages.to(push, 2);
    offered.offer(ZmqMessage.of("1"));
    StepVerifier.create(offered.flush(Duration.ZERO)).verifyError(ZmqException.class);

    await(push.connect(address(pull)));
    assertThat(await(pull.receive().next()).text()).isEqualTo("1");
  }

  @Test
  void whatIsOfferedAfterAFlushComesAfterWhatItWaitsFor() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(1));
    OfferedMessages offered = OfferedMessages.to(push, 100);
    for (int i = 0; i < 100; i++) {
      offered.offer(ZmqMessage.of("" + i));
      if (i % 10 == 5) {
        offered.flush().subscribe();
      }
    }

    await(push.connect(address(pull)));
    assertThat(await(pull.receive().take(100).map(ZmqMessage::text).collectList()))
        .containsExactlyElementsOf(Flux.range(0, 100).map(i -> "" + i).toIterable());
  }

  @Test
  void aFlushOfNothingCompletes() {
    await(OfferedMessages.to(open(zmq.push()), 2).flush());
  }

  @Test
  void anOfferToASocketThatIsGoneSaysSo() {
    PushSocket push = open(zmq.push());
    OfferedMessages offered = OfferedMessages.to(push, 2);
    await(push.disposeLater());

    assertThat(offered.whenWritable()).isDone();
    assertThatThrownBy(() -> offered.offer(ZmqMessage.of("1")))
        .isInstanceOf(DisposedException.class);
  }

  @Test
  void offersWhileTheSocketEndsSayNothingElse() {
    for (int i = 0; i < 200; i++) {
      PushSocket push = open(zmq.push());
      OfferedMessages offered = OfferedMessages.to(push, 1000);
      push.dispose();
      assertThatThrownBy(
              () -> {
                while (true) {
                  offered.offer(ZmqMessage.of("1"));
                }
              })
          .isInstanceOf(DisposedException.class);
    }
  }
}
