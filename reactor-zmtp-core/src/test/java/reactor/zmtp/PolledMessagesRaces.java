package reactor.zmtp;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import reactor.core.publisher.Operators;

/** A message comes while somebody asks to be told of it, and finds none. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "who asks is told")
@Outcome(expect = Expect.FORBIDDEN, desc = "a message waits, and nobody is told")
@State
public class PolledMessagesRaces {

  private final PolledMessages<String> polled;
  private @Nullable Subscriber<? super String> publisher;
  private @Nullable CompletableFuture<Void> told;

  public PolledMessagesRaces() {
    Publisher<String> messages = this::subscribed;
    polled = PolledMessages.of(messages, 2);
  }

  private void subscribed(Subscriber<? super String> subscriber) {
    publisher = subscriber;
    subscriber.onSubscribe(Operators.emptySubscription());
  }

  @Actor
  public void publisher() {
    publisher.onNext("message");
  }

  @Actor
  public void poller() {
    told = polled.whenReadable();
  }

  @Arbiter
  public void afterwards(ZZ_Result result) {
    result.r1 = told.isDone();
    result.r2 = polled.poll() != null;
  }
}
