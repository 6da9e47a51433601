package reactor.zmtp.reqrep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.zmtp.HandlerTimeoutException;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RepSpec;
import reactor.zmtp.SocketEvent.HandlerFailed;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.TimedScene;

/** How long the handler of a request may take. */
class HandlerTimeoutTest extends TimedScene {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Events events = new Events();

  private RepSpec spec() {
    return zmq.rep()
        .doOnEvent(events)
        .heartbeatInterval(Duration.ZERO)
        .bind(Anywhere.endpoint())
        .onError(error -> ZmqMessage.of(error.getClass().getSimpleName()));
  }

  @Test
  void aHandlerThatTakesTooLongIsCancelledAndOnErrorAnswers() {
    RepSocket rep = open(spec().handlerTimeout(MINUTE));
    AtomicBoolean cancelled = new AtomicBoolean();
    keep(
        rep.reply(request -> Mono.<ZmqMessage>never().doOnCancel(() -> cancelled.set(true)))
            .subscribe());
    ZmtpPeer peer = join(rep, "REQ");
    await(peer.script().message("", "A"));
    until(rep, m -> m.received() == 1);
    metrics(rep); // the handler has been called

    clock.advanceTimeBy(MINUTE);

    await(peer.script().expectMessage("", "HandlerTimeoutException"));
    assertThat(events.await(HandlerFailed.class).cause())
        .isInstanceOf(HandlerTimeoutException.class)
        .hasMessageContaining("60000 ms");
    until(cancelled::get);
  }

  @Test
  void whatOnErrorPublishesMayTakeNoLongerEither() {
    RepSocket rep = open(spec().handlerTimeout(MINUTE).onError((request, error) -> Mono.never()));
    Dropped dropped = new Dropped();
    keep(rep.reply(request -> Mono.never()).contextWrite(dropped::into).subscribe());
    ZmtpPeer peer = join(rep, "REQ");
    await(peer.script().message("", "A"));
    until(rep, m -> m.received() == 1);
    metrics(rep); // the handler has been called

    clock.advanceTimeBy(MINUTE);
    events.await(HandlerFailed.class);
    metrics(rep); // and what answers in its place
    metrics(rep);
    clock.advanceTimeBy(MINUTE);

    await(peer.script().expectMessage("", ""));
    assertThat(dropped.errors).hasSize(2).allMatch(HandlerTimeoutException.class::isInstance);
  }

  /** What a subscription drops. */
  private static final class Dropped {

    private final List<Throwable> errors = new CopyOnWriteArrayList<>();

    Context into(Context context) {
      Consumer<Throwable> hook = errors::add;
      return context.put("reactor.onErrorDropped.local", hook);
    }
  }

  @Test
  void theNextRequestIsServedThen() {
    RepSocket rep = open(spec().handlerTimeout(MINUTE));
    AtomicInteger served = new AtomicInteger();
    keep(
        rep.reply(
                request ->
                    served.getAndIncrement() == 0
                        ? Mono.<ZmqMessage>never()
                        : Mono.just(ZmqMessage.of("b")),
                1)
            .subscribe());
    ZmtpPeer peer = join(rep, "DEALER");
    await(peer.script().message("", "A").message("", "B"));
    until(rep, m -> m.received() == 1 && m.waitingToReceive() == 1);
    metrics(rep);

    clock.advanceTimeBy(MINUTE);

    await(peer.script().expectMessage("", "HandlerTimeoutException").expectMessage("", "b"));
  }

  @Test
  void aReplyInTimeIsTheOnlyOne() {
    RepSocket rep = open(spec().handlerTimeout(MINUTE));
    keep(rep.reply(Mono::just).subscribe());
    ZmtpPeer peer = join(rep, "REQ");
    await(peer.script().message("", "A").expectMessage("", "A"));

    clock.advanceTimeBy(MINUTE);

    await(peer.script().message("", "B").expectMessage("", "B"));
    assertThat(events.count(HandlerFailed.class)).isZero();
  }

  @Test
  void byDefaultItMayTakeForEver() {
    RepSocket rep = open(spec());
    keep(rep.reply(request -> Mono.never()).subscribe());
    await(join(rep, "REQ").script().message("", "A"));
    until(rep, m -> m.received() == 1);
    metrics(rep);

    clock.advanceTimeBy(Duration.ofDays(1));

    assertThat(metrics(rep).sent()).isZero();
    assertThat(events.count(HandlerFailed.class)).isZero();
  }
}
