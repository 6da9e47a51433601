package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.FaultyLink.Side.CALLER;
import static reactor.zmtp.test.FaultyLink.Side.TARGET;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.FaultyLink;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** Signs of life, to and from the other implementations. */
class HeartbeatTest extends Scene {

  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration SOON = Duration.ofMillis(10);

  /** What greeting and READY take, and then twenty times PING or PONG. */
  private static final long MANY = 64 + 30 + 20 * 9;

  private static final String PULL =
      """
      beats = dict(HEARTBEAT_IVL=20, HEARTBEAT_TIMEOUT=5000, HEARTBEAT_TTL=5000)
      pull = socket("PULL", bind=ANYWHERE, **beats)
      while True:
          say(pull.recv().decode())
      """;

  private final Events events = new Events();

  @Test
  void libzmqAndWeKeepEachOtherAlive() {
    try (LibzmqProcess libzmq = LibzmqProcess.start(PULL)) {
      FaultyLink link = link(await(libzmq.line()));
      PushSocket push =
          open(
              zmq.push()
                  .doOnEvent(events)
                  .heartbeatInterval(OFTEN)
                  .heartbeatTimeout(Duration.ofSeconds(5))
                  .heartbeatTtl(Duration.ofSeconds(5))
                  .connect(link.endpoint()));

      await(link.until(counts -> counts.fromCaller() > MANY && counts.fromTarget() > MANY));
      await(push.send(ZmqMessage.of("still there")));

      assertThat(await(libzmq.line())).isEqualTo("still there");
      assertThat(events.count(Disconnected.class)).isZero();
    }
  }

  @Test
  void weNoticeThatLibzmqIsGoneAndComeBack() {
    try (LibzmqProcess libzmq = LibzmqProcess.start(PULL)) {
      FaultyLink link = link(await(libzmq.line()));
      PushSocket push =
          open(
              zmq.push()
                  .doOnEvent(events)
                  .heartbeatInterval(OFTEN)
                  .heartbeatTimeout(Duration.ofMillis(300))
                  .reconnectInterval(SOON)
                  .reconnectIntervalMax(SOON)
                  .handshakeTimeout(Duration.ofMillis(300))
                  .connect(link.endpoint()));
      events.await(HandshakeSucceeded.class);

      link.blackHole(TARGET);
      assertThat(events.await(Disconnected.class).cause())
          .hasMessageContaining("no sign of life for 300 ms after PING");

      link.heal();
      events.await(HandshakeSucceeded.class, 2);
      await(push.send(ZmqMessage.of("back")));
      assertThat(await(libzmq.line())).isEqualTo("back");
    }
  }

  @Test
  void libzmqNoticesThatWeAreGone() {
    try (LibzmqProcess libzmq =
        LibzmqProcess.start(
            """
            pull = socket("PULL", HEARTBEAT_IVL=20, HEARTBEAT_TIMEOUT=300)
            monitor = pull.get_monitor_socket()
            listen(pull, ANYWHERE)
            while True:
                event, value = next_event(monitor)
                if event in ("HANDSHAKE_SUCCEEDED", "DISCONNECTED"):
                    say(event)
            """)) {
      FaultyLink link = link(await(libzmq.line()));
      open(zmq.push().connect(link.endpoint()));
      assertThat(await(libzmq.line())).isEqualTo("HANDSHAKE_SUCCEEDED");
      await(link.until(counts -> counts.fromCaller() > MANY));

      link.blackHole(CALLER);

      assertThat(await(libzmq.line())).isEqualTo("DISCONNECTED");
    }
  }

  /** It announces ZMTP 3.0 and sends PING all the same. */
  @Test
  void jeroMqIsAnswered() {
    PullSocket pull = open(zmq.pull().doOnEvent(events).bind("tcp://127.0.0.1:*"));
    FaultyLink link = link(address(pull));
    try (ZContext context = new ZContext()) {
      ZMQ.Socket push = context.createSocket(SocketType.PUSH);
      push.setHeartbeatIvl(20);
      push.setHeartbeatTimeout(2000);
      JeroMqForeign.connect(
          context, push, link.endpoint(), () -> events.count(HandshakeSucceeded.class) > 0);

      await(link.until(counts -> counts.fromTarget() > MANY));
      push.send("still there");

      assertThat(await(pull.receive().next()).text()).isEqualTo("still there");
      assertThat(events.count(Disconnected.class)).isZero();
      assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
    }
  }
}
