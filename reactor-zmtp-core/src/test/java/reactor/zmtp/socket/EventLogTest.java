package reactor.zmtp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.Logger;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandlerFailed;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketEvent.Listening;
import reactor.zmtp.SocketEvent.Stopped;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqException;
import reactor.zmtp.loop.IoLoop;

/** What is written to the log, and how often. */
class EventLogTest {

  private static final String FEED = "tcp://feed:5556";
  private static final InetSocketAddress HERE = InetSocketAddress.createUnresolved("here", 1);
  private static final InetSocketAddress THERE = InetSocketAddress.createUnresolved("there", 2);
  private static final Duration SOON = Duration.ofMillis(100);
  private static final LoopResources LOOPS = LoopResources.create("event-log", 1, true);

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final IoLoop loop = IoLoop.next(LOOPS, time);
  private final EventLog log = new EventLog("SUB socket \"quotes\"", loop, recorder());

  @AfterAll
  static void end() {
    LOOPS.disposeLater(Duration.ZERO, Duration.ofSeconds(20)).block();
  }

  private Logger recorder() {
    return (Logger)
        Proxy.newProxyInstance(
            Logger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> {
              if (method.getReturnType() == boolean.class) {
                return true;
              }
              if (!method.getName().equals("debug")) {
                lines.add(method.getName() + " " + arguments[0]);
              }
              return null;
            });
  }

  private void tell(SocketEvent... events) {
    for (SocketEvent event : events) {
      loop.execute(() -> log.accept(event));
    }
    turn();
  }

  private void pass(Duration time) {
    this.time.advanceTimeBy(time);
    turn();
  }

  private void turn() {
    CompletableFuture<Void> over = new CompletableFuture<>();
    loop.execute(() -> loop.signal(() -> over.complete(null)));
    over.join();
  }

  private static HandshakeSucceeded ready() {
    return new HandshakeSucceeded(FEED, HERE, THERE, SocketType.PUB);
  }

  private static Disconnected gone() {
    return new Disconnected(FEED, HERE, THERE, DisconnectReason.PEER_CLOSED, null);
  }

  private static ConnectRetried retried() {
    return new ConnectRetried(FEED, SOON, new ZmqException("refused"));
  }

  private static Discarded discarded(long count) {
    return new Discarded(FEED, THERE, count, DiscardReason.PEER_FULL);
  }

  @Test
  void anEndpointThatIsConnectedToIsLostAndBackIsThreeLines() {
    tell(ready(), gone(), retried(), retried(), ready());

    assertThat(lines)
        .containsExactly(
            "info SUB socket \"quotes\" connected to tcp://feed:5556",
            "info SUB socket \"quotes\" lost tcp://feed:5556: PEER_CLOSED",
            "info SUB socket \"quotes\" connected to tcp://feed:5556 after 3 attempts");
  }

  @Test
  void oneThatIsDownSaysSoAtOnceAndThenSeldom() {
    for (int i = 0; i < 650; i++) {
      tell(retried());
      time.advanceTimeBy(SOON);
    }

    assertThat(lines)
        .containsExactly(
            "info SUB socket \"quotes\" not connected to tcp://feed:5556 after 1 attempt, tries"
                + " again: refused",
            "info SUB socket \"quotes\" not connected to tcp://feed:5556 after 302 attempts, tries"
                + " again: refused",
            "info SUB socket \"quotes\" not connected to tcp://feed:5556 after 603 attempts, tries"
                + " again: refused");
  }

  @Test
  void oneThatFlapsDoesNotFillTheLog() {
    for (int i = 0; i < 1000; i++) {
      tell(ready(), gone(), retried());
    }

    assertThat(lines).hasSize(4);
  }

  @Test
  void whatThisSideClosesIsNotLost() {
    tell(ready(), new Disconnected(FEED, HERE, THERE, DisconnectReason.CLOSED, null));

    assertThat(lines).hasSize(1);
  }

  @Test
  void peersThatComeToABoundEndpointAreNoLine() {
    tell(new Listening(FEED, HERE), ready(), gone());

    assertThat(lines).isEmpty();
  }

  @Test
  void messagesThatAreDiscardedAreSummedUp() {
    for (int i = 0; i < 1000; i++) {
      tell(discarded(3));
    }
    pass(EventLog.SELDOM);
    pass(EventLog.SELDOM);
    pass(EventLog.SELDOM);
    tell(discarded(1));

    assertThat(lines)
        .containsExactly(
            "warn SUB socket \"quotes\" discarded messages, 3: PEER_FULL",
            "warn SUB socket \"quotes\" discarded more messages, 2997: PEER_FULL",
            "warn SUB socket \"quotes\" discarded messages, 1: PEER_FULL");
  }

  @Test
  void whatWasNotSummedUpIsWhenTheSocketIsGone() {
    tell(discarded(1), discarded(2), new Stopped(""));
    pass(EventLog.SELDOM);

    assertThat(lines)
        .hasSize(2)
        .last()
        .isEqualTo("warn SUB socket \"quotes\" discarded more messages, 2: PEER_FULL");
  }

  @Test
  void peersThatAreRefusedAreSummedUp() {
    HandshakeFailed refused =
        new HandshakeFailed(
            FEED,
            HERE,
            THERE,
            HandshakeFailure.AUTHENTICATION,
            new AuthenticationException(400, "no such\nuser"));
    tell(refused, refused, refused);
    pass(EventLog.SELDOM);

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith("warn SUB socket \"quotes\" handshake with ")
        .contains("AUTHENTICATION")
        .doesNotContain("\n");
    assertThat(lines.get(1)).contains("2 times more");
  }

  /** Line ends, and what terminals and readers take for something else than letters. */
  @Test
  void whatAPeerSaysIsOneLineOfWhatCanBeSeen() {
    tell(
        new HandshakeFailed(
            FEED,
            HERE,
            THERE,
            HandshakeFailure.REFUSED_BY_PEER,
            new ZmqException("a\nb\u001b[2Jc\u0085d\u009be\u2028f\u2029g\u202eh\u200fi")));

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0)).endsWith("a?b?[2Jc?d?e?f?g?h?i");
  }

  @Test
  void aCauseThatThrowsHarmsNobodyElseWhoIsTold() {
    RuntimeException cause =
        new RuntimeException() {
          @Override
          public String getMessage() {
            throw new IllegalStateException("no message");
          }
        };

    assertThatNoException().isThrownBy(() -> log.accept(new HandlerFailed(FEED, THERE, cause)));
  }

  @Test
  void strangersThatHangUpAreNoLine() {
    tell(
        new HandshakeFailed(
            FEED, HERE, THERE, HandshakeFailure.CLOSED, new ZmqException("closed")));

    assertThat(lines).isEmpty();
  }
}
