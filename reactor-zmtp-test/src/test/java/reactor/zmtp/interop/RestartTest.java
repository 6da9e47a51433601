package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/** libzmq peers that go away in the middle and come back. */
class RestartTest extends Scene {

  private static final Duration SOON = Duration.ofMillis(10);
  private static final int MARK = 100;
  private static final int SIZE = 4000;
  private static final int MESSAGES = 20_000;

  private static final String PUSH =
      """
      side, endpoint, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
      push = socket("PUSH", **{side: endpoint})
      for number in range(first, last):
          push.send(b"%d " % number)
      finish()
      """;

  /** Receives some and stops reading; then, if it is told to, receives up to the last. */
  private static final String PULL =
      """
      endpoint, some, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
      pull = socket("PULL", bind=endpoint, RCVHWM=10)

      def number():
          return int(pull.recv().split(b" ")[0])

      first = number()
      due = first
      for i in range(some):
          due += 1
          if number() != due:
              sys.exit(f"not {due}")
      say(first)
      ask()
      while due < last:
          due += 1
          if number() != due:
              sys.exit(f"not {due}")
      say(due)
      ask()
      """;

  private final Events events = new Events();

  @Test
  void aPushThatConnectsComesBack() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    Mono<List<Long>> received = received(pull);

    run(PUSH, "connect", address(pull), "0", "500");
    run(PUSH, "connect", address(pull), "500", "1000");

    assertThat(await(received)).isEqualTo(range(0, 1000));
  }

  @Test
  void aPushThatBindsIsConnectedToAgain() {
    try (LibzmqProcess first = LibzmqProcess.start(PUSH, "bind", Anywhere.endpoint(), "0", "500")) {
      String endpoint = await(first.line());
      PullSocket pull =
          open(zmq.pull().reconnectInterval(SOON).reconnectIntervalMax(SOON).connect(endpoint));
      Mono<List<Long>> received = received(pull);

      await(first.end());
      run(PUSH, "bind", endpoint, "500", "1000");

      assertThat(await(received)).isEqualTo(range(0, 1000));
    }
  }

  /**
   * What the system had taken is lost with the process; of the rest not a message, and none twice.
   */
  @Test
  void aPullThatIsKilledLosesOnlyWhatWasWritten() {
    Supply supply = Supply.of(MESSAGES).sized(SIZE);
    String endpoint;
    long written;
    PushSocket push;
    Mono<Void> sent;
    try (LibzmqProcess first = pull(Anywhere.endpoint(), 1000)) {
      endpoint = await(first.line());
      push =
          open(
              zmq.push()
                  .doOnEvent(events)
                  .sendHighWaterMark(MARK)
                  .reconnectInterval(SOON)
                  .reconnectIntervalMax(SOON)
                  .connect(endpoint));
      sent = push.send(supply.messages()).cache();
      keep(sent.subscribe());
      assertThat(await(first.line())).isEqualTo("0");
      until(push, new Fullness(supply));
    }
    events.await(Disconnected.class);
    written = metrics(push).sent();
    assertThat(written).isBetween(1001L, MESSAGES - 1L);

    try (LibzmqProcess second = pull(endpoint, 0)) {
      assertThat(await(second.line())).isEqualTo(endpoint);
      assertThat(await(second.line())).isEqualTo(Long.toString(written));
      await(second.tell("go on"));
      assertThat(await(second.line())).isEqualTo(Integer.toString(MESSAGES - 1));
      await(sent);
    }
    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(2);
  }

  private static LibzmqProcess pull(String endpoint, int some) {
    return LibzmqProcess.start(
        PULL, endpoint, Integer.toString(some), Integer.toString(MESSAGES - 1));
  }

  private static void run(String script, String... arguments) {
    try (LibzmqProcess process = LibzmqProcess.start(script, arguments)) {
      await(process.end());
    }
  }

  private Mono<List<Long>> received(PullSocket pull) {
    Mono<List<Long>> received = begun(pull.receive().take(1000).map(Supply::number).collectList());
    return received;
  }

  private static List<Long> range(int from, int to) {
    return Flux.range(from, to - from).map(Long::valueOf).collectList().block();
  }
}
