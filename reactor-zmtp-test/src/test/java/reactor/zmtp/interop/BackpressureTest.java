package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.subscriber.TestSubscriber;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** The marks of libzmq and ours make one chain, through TCP's windows. */
class BackpressureTest extends Scene {

  private static final int MARK = 10;
  private static final int SIZE = 4000;

  /** Less than a loopback segment makes TCP crawl. */
  private static final int BUFFER = 262_144;

  private static final int MESSAGES = 5_000;

  @Test
  void aPullThatDoesNotReadStopsOurPublisher() {
    try (LibzmqProcess libzmq =
        LibzmqProcess.start(
            """
            pull = socket("PULL", bind=ANYWHERE, RCVHWM=10, RCVBUF=262144)
            count = int(ask())
            for number in range(count):
                if not pull.recv().startswith(b"%d " % number):
                    sys.exit(f"not {number}")
            say("all")
            ask()
            """)) {
      PushSocket push =
          open(zmq.push().sendHighWaterMark(MARK).sendBuffer(BUFFER).connect(await(libzmq.line())));
      Supply supply = Supply.of(MESSAGES).sized(SIZE);
      Mono<Void> sent = push.send(supply.messages()).cache();
      keep(sent.subscribe());

      SocketMetrics full = until(push, new Fullness(supply));
      assertThat(full.waitingToSend()).isEqualTo(MARK);
      assertThat(supply.requested()).isLessThan(MESSAGES);

      await(libzmq.tell(Integer.toString(MESSAGES)));
      assertThat(await(libzmq.line())).isEqualTo("all");
      await(sent);
      assertThat(metrics(push).mostWaitingToSend()).isEqualTo(MARK);
    }
  }

  @Test
  void aSubscriberThatRequestsLittleStopsTheirPush() {
    try (LibzmqProcess libzmq =
        LibzmqProcess.start(
            """
            push = socket("PUSH", bind=ANYWHERE, SNDHWM=10, SNDBUF=262144, SNDTIMEO=300)
            count = int(ask())
            number = 0
            try:
                while number < count:
                    push.send(b"%d " % number + b"." * 4000)
                    number += 1
            except zmq.Again:
                pass
            say(number)
            push.setsockopt(zmq.SNDTIMEO, -1)
            for rest in range(number, count):
                push.send(b"%d " % rest + b"." * 4000)
            finish()
            """)) {
      PullSocket pull =
          open(
              zmq.pull()
                  .receiveHighWaterMark(MARK)
                  .receiveBuffer(BUFFER)
                  .connect(await(libzmq.line())));
      TestSubscriber<Long> subscriber = TestSubscriber.builder().initialRequest(5).build();
      pull.receive().map(Supply::number).subscribe(subscriber);

      await(libzmq.tell(Integer.toString(MESSAGES)));
      int stoppedAt = Integer.parseInt(await(libzmq.line()));

      assertThat(stoppedAt).isBetween(5 + MARK, MESSAGES - 1);
      assertThat(subscriber.getReceivedOnNext()).containsExactly(0L, 1L, 2L, 3L, 4L);
      assertThat(metrics(pull).waitingToReceive()).isEqualTo(MARK);

      subscriber.request(Long.MAX_VALUE);
      await(libzmq.end());
      until(() -> subscriber.getReceivedOnNext().size() == MESSAGES);
      assertThat(subscriber.getReceivedOnNext())
          .isEqualTo(Flux.range(0, MESSAGES).map(Long::valueOf).collectList().block());
      assertThat(metrics(pull).mostWaitingToReceive()).isEqualTo(MARK);
      subscriber.cancel();
    }
  }

  @Test
  void marksOfOneAreNoObstacleToTheirPull() {
    int messages = 3000;
    try (Foreign libzmq =
        LibzmqForeign.start("PULL", "bind", Anywhere.endpoint(), messages, "RCVHWM=1")) {
      PushSocket push = open(zmq.push().sendHighWaterMark(1).connect(libzmq.endpoint()));

      await(Mono.when(push.send(Flux.range(0, messages).map(Traffic::ours)), libzmq.end()));
    }
  }

  @Test
  void marksOfOneAreNoObstacleToTheirPush() {
    int messages = 3000;
    try (Foreign libzmq =
        LibzmqForeign.start("PUSH", "bind", Anywhere.endpoint(), messages, "SNDHWM=1")) {
      PullSocket pull = open(zmq.pull().receiveHighWaterMark(1).connect(libzmq.endpoint()));
      Flux<ZmqMessage> received = pull.receive().take(messages);

      Mono<Long> equal =
          received
              .index((index, message) -> message.equals(Traffic.ours(index)))
              .filter(same -> same)
              .count();
      assertThat(await(Mono.zip(equal, libzmq.end().thenReturn(true))).getT1()).isEqualTo(messages);
    }
  }
}
