package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Ten thousand requests at a time on one socket, to one libzmq ROUTER that answers in disorder. */
@Timeout(120)
class ManyRequestsTest extends Scene {

  private static final int REQUESTS = 10_000;
  private static final int VICTIMS = 1_000;
  private static final int THREADS = 4;

  private static final String ROUTER =
      """
      import random

      random.seed(int(sys.argv[1]))
      router = socket("ROUTER", bind=ANYWHERE, SNDHWM=0, RCVHWM=0)
      held = []
      while True:
          idle = router.poll(20) == 0
          try:
              while not idle and len(held) < 4000:
                  held.append(router.recv_multipart(zmq.NOBLOCK))
          except zmq.Again:
              pass
          random.shuffle(held)
          for _ in range(len(held) if idle else random.randint(0, len(held))):
              peer, id, delimiter, body = held.pop()
              router.send_multipart([peer, id, delimiter, b"reply to " + body])
      """;

  private final Events events = new Events();
  private final AtomicReferenceArray<@Nullable Disposable> asked =
      new AtomicReferenceArray<>(REQUESTS);
  private final AtomicReferenceArray<@Nullable String> replies =
      new AtomicReferenceArray<>(REQUESTS);
  private final ConcurrentLinkedQueue<WeakReference<ZmqMessage>> messages =
      new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Integer> victims = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void eachOfTenThousandGetsItsOwnReplyThoughAThousandAreCancelled(long seed) {
    Random random = new Random(seed);
    BitSet cancelled = new BitSet();
    while (cancelled.cardinality() < VICTIMS) {
      cancelled.set(random.nextInt(REQUESTS));
    }
    List<Integer> inSomeOrder = cancelled.stream().boxed().collect(Collectors.toList());
    Collections.shuffle(inSomeOrder, random);
    victims.addAll(inSomeOrder);
    try (LibzmqProcess router = LibzmqProcess.start(ROUTER, Long.toString(seed))) {
      ReqSocket req =
          open(zmq.req().correlate(true).doOnEvent(events).connect(await(router.line())));

      await(Flux.range(0, THREADS).flatMap(thread -> askAll(req, thread, seed)).then());
      until(() -> cancelRest() && countReplies(cancelled) == REQUESTS - VICTIMS);

      for (int i = 0; i < REQUESTS; i++) {
        String reply = replies.get(i);
        if (reply != null || !cancelled.get(i)) {
          assertThat(reply).isEqualTo("reply to " + i);
        }
      }
      SocketMetrics after = until(req, m -> m.waitingToSend() == 0 && m.received() == m.sent());
      assertThat(after.sent()).isBetween((long) REQUESTS - VICTIMS, (long) REQUESTS);
      assertThat(after.discarded()).isEqualTo(unexpected());
      assertThat(after.discarded()).isLessThanOrEqualTo(VICTIMS);
      assertThat(events.count(Disconnected.class)).isZero();
      nothingIsLeftOfThem();
      assertThat(await(req.request(ZmqMessage.of("last"))).text()).isEqualTo("reply to last");
    }
  }

  /** A part of the requests, from a thread of its own, and now and then one is cancelled. */
  private Mono<Void> askAll(ReqSocket req, int thread, long seed) {
    return Mono.<Void>fromRunnable(
            () -> {
              Random random = new Random(seed + thread);
              for (int i = thread; i < REQUESTS; i += THREADS) {
                ask(req, i);
                if (random.nextInt(20) == 0) {
                  cancelOne();
                }
              }
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  private void ask(ReqSocket req, int i) {
    ZmqMessage message = ZmqMessage.of("" + i);
    messages.add(new WeakReference<>(message));
    asked.set(
        i,
        req.request(message)
            .subscribe(
                reply -> {
                  replies.set(i, reply.text());
                  if (i % 10 == 0) {
                    cancelOne();
                  }
                }));
  }

  private void cancelOne() {
    Integer victim = victims.poll();
    if (victim != null) {
      Disposable request = asked.get(victim);
      if (request == null) {
        victims.add(victim); // not asked yet
      } else {
        request.dispose();
      }
    }
  }

  private boolean cancelRest() {
    while (!victims.isEmpty()) {
      cancelOne();
    }
    return true;
  }

  private long countReplies(BitSet cancelled) {
    return IntStream.range(0, REQUESTS)
        .filter(i -> !cancelled.get(i) && replies.get(i) != null)
        .count();
  }

  private long unexpected() {
    return events.all().stream()
        .filter(Discarded.class::isInstance)
        .map(Discarded.class::cast)
        .filter(discarded -> discarded.reason() == DiscardReason.UNEXPECTED)
        .mapToLong(Discarded::count)
        .sum();
  }

  private void nothingIsLeftOfThem() {
    for (int i = 0; i < REQUESTS; i++) {
      asked.set(i, null);
    }
    until(
        () -> {
          System.gc();
          return messages.stream().allMatch(message -> message.get() == null);
        });
  }
}
