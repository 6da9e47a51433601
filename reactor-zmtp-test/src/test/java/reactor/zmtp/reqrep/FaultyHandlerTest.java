package reactor.zmtp.reqrep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;
import reactor.zmtp.RepSocket;
import reactor.zmtp.SocketEvent.HandlerFailed;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** A handler, or its publisher, that breaks the rules: its request is answered all the same. */
class FaultyHandlerTest extends Scene {

  private final List<Throwable> dropped = new CopyOnWriteArrayList<>();

  private RepSocket rep() {
    return open(
        zmq.rep()
            .bind(Anywhere.endpoint())
            .onError(error -> ZmqMessage.of("sorry", String.valueOf(error.getMessage()))));
  }

  private Disposable serve(
      RepSocket rep, Function<ZmqMessage, ? extends Publisher<ZmqMessage>> handler) {
    Consumer<Throwable> hook = dropped::add;
    return keep(
        rep.reply(handler)
            .contextWrite(context -> context.put("reactor.onErrorDropped.local", hook))
            .subscribe());
  }

  @Test
  void onErrorIsNotAskedOnceReplyWasCancelledAndItsRequestIsServedAgain() {
    List<String> asked = new CopyOnWriteArrayList<>();
    AtomicReference<Disposable> first = new AtomicReference<>();
    Sinks.Empty<Void> cancelled = Sinks.empty();
    RepSocket rep =
        open(
            zmq.rep()
                .bind(Anywhere.endpoint())
                .doOnEvent(
                    event -> {
                      if (event instanceof HandlerFailed) {
                        first.get().dispose();
                        cancelled.tryEmitEmpty();
                      }
                    })
                .onError(
                    (request, error) -> {
                      asked.add(request.text());
                      return Mono.just(ZmqMessage.of("sorry"));
                    }));
    first.set(serve(rep, request -> Mono.error(new IllegalStateException("no"))));
    ZmtpPeer peer = join(rep, "REQ");

    await(peer.script().message("", "a"));
    await(cancelled.asMono());
    serve(rep, Mono::just);

    await(peer.script().expectMessage("", "a"));
    assertThat(asked).isEmpty();
  }

  private static Subscription subscription(Runnable onRequest, Runnable onCancel) {
    return new Subscription() {
      @Override
      public void request(long n) {
        onRequest.run();
      }

      @Override
      public void cancel() {
        onCancel.run();
      }
    };
  }

  private static void fail() {
    throw new IllegalStateException("no");
  }

  private static void nothing() {}

  /** The ways a publisher fails instead of publishing. */
  enum Fault implements Publisher<ZmqMessage> {
    THROWS_IN_SUBSCRIBE {
      @Override
      public void subscribe(Subscriber<? super ZmqMessage> subscriber) {
        fail();
      }
    },
    THROWS_IN_REQUEST {
      @Override
      public void subscribe(Subscriber<? super ZmqMessage> subscriber) {
        subscriber.onSubscribe(subscription(FaultyHandlerTest::fail, FaultyHandlerTest::nothing));
      }
    },
    THROWS_IN_REQUEST_ELSEWHERE {
      @Override
      public void subscribe(Subscriber<? super ZmqMessage> subscriber) {
        Thread elsewhere = new Thread(() -> THROWS_IN_REQUEST.subscribe(subscriber));
        elsewhere.setDaemon(true);
        elsewhere.start();
      }
    },
    THROWS_IN_REQUEST_AND_IN_CANCEL {
      @Override
      public void subscribe(Subscriber<? super ZmqMessage> subscriber) {
        subscriber.onSubscribe(subscription(FaultyHandlerTest::fail, FaultyHandlerTest::fail));
      }
    },
    THROWS_AN_ERROR {
      @Override
      public void subscribe(Subscriber<? super ZmqMessage> subscriber) {
        throw new LinkageError("no");
      }
    },
    FAILS_TWICE {
      @Override
      public void subscribe(Subscriber<? super ZmqMessage> subscriber) {
        subscriber.onSubscribe(Operators.emptySubscription());
        subscriber.onError(new IllegalStateException("no"));
        subscriber.onError(new IllegalStateException("again"));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPublisherThatFailsIsAnsweredByOnErrorAndTheServiceGoesOn(Fault fault) {
    RepSocket rep = rep();
    serve(rep, request -> request.text().equals("bad") ? fault : Mono.just(request));

    await(
        join(rep, "REQ")
            .script()
            .message("", "bad")
            .expectMessage("", "sorry", "no")
            .message("", "good")
            .expectMessage("", "good"));
  }

  @Test
  void aPublisherThatThrowsWhenItIsCancelledDoesNotLoseItsReply() {
    RepSocket rep = rep();
    serve(
        rep,
        request ->
            subscriber -> {
              subscriber.onSubscribe(
                  subscription(FaultyHandlerTest::nothing, FaultyHandlerTest::fail));
              subscriber.onNext(request);
            });

    await(join(rep, "REQ").script().message("", "A").expectMessage("", "A"));

    assertThat(dropped).hasSize(1);
  }

  @Test
  void aPublisherThatGoesOnAfterItsFirstMessageIsNotHeard() {
    RepSocket rep = rep();
    serve(
        rep,
        request ->
            subscriber -> {
              subscriber.onSubscribe(Operators.emptySubscription());
              subscriber.onNext(request);
              subscriber.onNext(ZmqMessage.of("again"));
              subscriber.onComplete();
              subscriber.onComplete();
            });

    await(
        join(rep, "REQ")
            .script()
            .message("", "A")
            .expectMessage("", "A")
            .message("", "B")
            .expectMessage("", "B"));
  }

  @Test
  void nullIsNoMessageNoErrorAndNoSubscription() {
    RepSocket rep = rep();
    AtomicReference<Subscriber<? super ZmqMessage>> seen = new AtomicReference<>();
    serve(rep, request -> seen::set);
    ZmtpPeer peer = join(rep, "REQ");
    await(peer.script().message("", "A"));
    until(() -> seen.get() != null);

    assertNoNulls(seen.get());
    seen.get().onNext(ZmqMessage.of("at last"));

    await(peer.script().expectMessage("", "at last"));
  }

  @SuppressWarnings("NullAway") // on purpose
  private static void assertNoNulls(Subscriber<?> subscriber) {
    assertThatNullPointerException().isThrownBy(() -> subscriber.onNext(null));
    assertThatNullPointerException().isThrownBy(() -> subscriber.onError(null));
    assertThatNullPointerException().isThrownBy(() -> subscriber.onSubscribe(null));
  }

  @Test
  void publishersThatThrowWhenTheyAreCancelledKeepNoServiceAndNoSocketFromEnding() {
    RepSocket rep = rep();
    Disposable service =
        serve(
            rep,
            request ->
                subscriber ->
                    subscriber.onSubscribe(
                        subscription(FaultyHandlerTest::nothing, FaultyHandlerTest::fail)));
    ZmtpPeer dealer = join(rep, "DEALER");
    await(dealer.script().message("1", "", "A").message("2", "", "B"));
    until(rep, m -> m.received() == 2);
    service.dispose();
    until(rep, m -> m.waitingToReceive() == 2);

    serve(rep, Mono::just);

    await(dealer.script().expectMessage("1", "", "A").expectMessage("2", "", "B"));
    await(rep.disposeLater());
  }

  @Test
  void aHandlerMayDisposeOfItsSocket() {
    RepSocket rep = rep();
    serve(
        rep,
        request -> {
          rep.dispose();
          return Mono.just(request);
        });
    await(join(rep, "REQ").script().message("", "A"));

    await(rep.onDispose());
  }
}
