package reactor.zmtp.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;

/** What the TCK cannot see of rules 1.3, 3.6 and 3.9, as Reactor stands between it and us. */
class WrongDemandTest extends Scene {

  /** Asks for nothing by itself. */
  private static final class Passive implements CoreSubscriber<ZmqMessage> {

    private final CompletableFuture<Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<Throwable> error = new CompletableFuture<>();
    private final CompletableFuture<Boolean> onLoop = new CompletableFuture<>();

    @Override
    public void onSubscribe(Subscription s) {
      subscription.complete(s);
    }

    @Override
    public void onNext(ZmqMessage message) {
      error.completeExceptionally(new AssertionError("nothing was sent"));
    }

    @Override
    public void onError(Throwable t) {
      onLoop.complete(Schedulers.isInNonBlockingThread());
      error.complete(t);
    }

    @Override
    public void onComplete() {
      error.completeExceptionally(new AssertionError("the socket is not disposed of"));
    }
  }

  private final Passive subscriber = new Passive();

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void demandThatIsNoneIsAnErrorOnTheEventLoop(long demand) {
    PullSocket pull = open(zmq.pull());
    pull.receive().subscribe(subscriber);

    subscriber.subscription.join().request(demand);

    assertThat(await(Mono.fromFuture(subscriber.error)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3.9");
    assertThat(subscriber.onLoop.join()).isTrue();
  }

  @Test
  void whoeverIsRefusedMakesRoomForTheNext() {
    PullSocket pull = open(zmq.pull());
    pull.receive().subscribe(subscriber);
    subscriber.subscription.join().request(0);
    await(Mono.fromFuture(subscriber.error));

    Passive next = new Passive();
    pull.receive().subscribe(next);
    metrics(pull);

    assertThat(next.error).isNotDone();
    next.subscription.join().cancel();
  }

  @Test
  void demandAfterACancelIsNoDemandWhateverItIs() {
    PullSocket pull = open(zmq.pull());
    pull.receive().subscribe(subscriber);
    Subscription subscription = subscriber.subscription.join();
    subscription.cancel();

    subscription.request(-1);
    subscription.request(1);
    metrics(pull);

    assertThat(subscriber.error).isNotDone();
  }
}
