package reactor.zmtp.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.publisher.TestPublisher;
import reactor.zmtp.PolledMessages;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** PolledMessages: what is received, for who has a loop of his own. */
class PolledMessagesTest extends Scene {

  @Test
  void everyMessageIsPolledInItsOrder() throws Exception {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().connect(address(pull)));
    PolledMessages<ZmqMessage> polled = PolledMessages.of(pull.receive(), 64);
    push.send(Flux.range(0, 10_000).map(i -> ZmqMessage.of("" + i))).subscribe();

    List<String> texts = new ArrayList<>();
    while (texts.size() < 10_000) {
      polled.whenReadable().get(10, TimeUnit.SECONDS);
      for (ZmqMessage next = polled.poll(); next != null; next = polled.poll()) {
        texts.add(next.text());
      }
    }
    assertThat(texts)
        .containsExactlyElementsOf(Flux.range(0, 10_000).map(i -> "" + i).toIterable());
    polled.dispose();
  }

  @Test
  void noMoreIsRequestedThanItHolds() {
    TestPublisher<String> messages = TestPublisher.create();
    PolledMessages<String> polled = PolledMessages.of(messages, 4);
    messages.assertMinRequested(4).assertMaxRequested(4);

    messages.next("1", "2", "3", "4");
    assertThat(polled.poll()).isEqualTo("1");
    messages.assertMaxRequested(0);
    assertThat(polled.poll()).isEqualTo("2");
    messages.assertMinRequested(2).assertMaxRequested(2);
  }

  @Test
  void aFutureThatTheCallerHasGivenUpIsNotGivenAgain() {
    TestPublisher<String> messages = TestPublisher.create();
    PolledMessages<String> polled = PolledMessages.of(messages, 4);
    polled.whenReadable().cancel(false);

    CompletableFuture<Void> again = polled.whenReadable();
    assertThat(again).isNotDone();
    messages.next("1");
    assertThat(again).isCompleted();
  }

  @Test
  void whoIsWokenFindsAllThatALoopHandsOverTogether() throws Exception {
    TestPublisher<String> messages = TestPublisher.create();
    PolledMessages<String> polled = PolledMessages.of(messages, 4);
    CompletableFuture<String> found =
        polled.whenReadable().thenApply(readable -> polled.poll() + polled.poll() + polled.poll());
    EventExecutor loop = new DefaultEventExecutor();

    loop.execute(() -> messages.next("1", "2", "3"));

    assertThat(found.get(10, TimeUnit.SECONDS)).isEqualTo("123");
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS);
  }

  @Test
  void theFutureIsTheSameUntilItCompletes() {
    TestPublisher<String> messages = TestPublisher.create();
    PolledMessages<String> polled = PolledMessages.of(messages, 4);

    CompletableFuture<Void> future = polled.whenReadable();
    assertThat(polled.whenReadable()).isSameAs(future).isNotDone();
    messages.next("1");
    assertThat(future).isDone();
    assertThat(polled.whenReadable()).isDone();
    assertThat(polled.poll()).isEqualTo("1");
    assertThat(polled.poll()).isNull();
    assertThat(polled.whenReadable()).isNotDone();
  }

  @Test
  void theEndComesAfterTheLastMessage() {
    PolledMessages<String> polled = PolledMessages.of(Flux.just("1"), 4);

    assertThat(polled.isCompleted()).isFalse();
    assertThat(polled.poll()).isEqualTo("1");
    assertThat(polled.poll()).isNull();
    assertThat(polled.isCompleted()).isTrue();
    assertThat(polled.whenReadable()).isDone();
  }

  @Test
  void anErrorIsThrownOnceAllBeforeItIsPolled() {
    PolledMessages<String> polled =
        PolledMessages.of(Flux.just("1").concatWith(Flux.error(new IllegalStateException("x"))), 4);

    assertThat(polled.poll()).isEqualTo("1");
    assertThatThrownBy(polled::poll).isInstanceOf(IllegalStateException.class).hasMessage("x");
    assertThat(polled.isCompleted()).isFalse();
  }

  @Test
  void whatItHoldsCanBePolledWhenItIsDisposedOfAndTheRestStaysInTheSocket() throws Exception {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().connect(address(pull)));
    PolledMessages<ZmqMessage> polled = PolledMessages.of(pull.receive(), 1);
    await(push.send(Flux.just("1", "2").map(ZmqMessage::of)));
    polled.whenReadable().get(10, TimeUnit.SECONDS);

    polled.dispose();
    assertThat(polled.poll().text()).isEqualTo("1");
    assertThat(await(pull.receive().next()).text()).isEqualTo("2");
  }

  @Test
  void aCapacityIsOneOrMore() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolledMessages.of(Flux.empty(), 0))
        .withMessage("capacity must be 1 or more, not 0");
  }
}
