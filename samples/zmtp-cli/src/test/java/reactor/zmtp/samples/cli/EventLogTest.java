package reactor.zmtp.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketType;

class EventLogTest {

  private static final InetSocketAddress LOCAL =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5555);
  private static final InetSocketAddress REMOTE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000);
  private static final String ENDPOINT = "tcp://127.0.0.1:5555";

  @Test
  void aBoundEndpointIsToldAlways() {
    assertThat(logged(false, new SocketEvent.Listening(ENDPOINT, LOCAL)))
        .isEqualTo("bound tcp://127.0.0.1:5555\n");
  }

  @Test
  void otherEventsAreToldOnDemand() {
    SocketEvent event = new SocketEvent.Accepted(ENDPOINT, LOCAL, REMOTE);

    assertThat(logged(false, event)).isEmpty();
    assertThat(logged(true, event))
        .isEqualTo("accepted tcp://127.0.0.1:5555 local=127.0.0.1:5555 remote=127.0.0.1:40000\n");
  }

  @Test
  void aDelayAndACauseAreToldInALine() {
    assertThat(
            EventLog.describe(
                new SocketEvent.ConnectRetried(
                    ENDPOINT, Duration.ofMillis(100), new IOException("refused:\n localhost "))))
        .isEqualTo("connect retried tcp://127.0.0.1:5555 delay=100ms cause=\"refused: localhost\"");
  }

  /** Such as a name in a certificate that TLS complains of. */
  @Test
  void whatAPeerHasWrittenDoesNothingToATerminal() {
    assertThat(
            EventLog.describe(
                new SocketEvent.ConnectAbandoned(
                    ENDPOINT, new IOException("no\u001b[2J\u0007\u009bname"))))
        .isEqualTo("connect abandoned tcp://127.0.0.1:5555 cause=\"no?[2J??name\"");
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(
            EventLog.describe(
                new SocketEvent.Disconnected(
                    ENDPOINT, LOCAL, REMOTE, DisconnectReason.PEER_CLOSED, null)))
        .isEqualTo(
            "disconnected tcp://127.0.0.1:5555 local=127.0.0.1:5555 remote=127.0.0.1:40000"
                + " reason=PEER_CLOSED");
    assertThat(EventLog.describe(new SocketEvent.Stopped(""))).isEqualTo("stopped");
  }

  @Test
  void whatHasANameIsToldByIt() {
    assertThat(
            EventLog.describe(
                new SocketEvent.HandshakeSucceeded(ENDPOINT, LOCAL, REMOTE, SocketType.PULL)))
        .startsWith("handshake succeeded tcp://")
        .endsWith("peerType=PULL");
  }

  @Test
  void anEventAfterTheEndIsIgnored() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    EventLog log = new EventLog(new PrintStream(err, true, UTF_8), true);
    log.close();

    log.accept(new SocketEvent.Closed(ENDPOINT));

    assertThat(err.size()).isZero();
  }

  @Test
  void linesThatStandardErrorDoesNotTakeAreCounted() throws InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StuckStream stuck = new StuckStream(bytes);
    SocketEvent event = new SocketEvent.Stopped("");
    try (EventLog log = new EventLog(new PrintStream(stuck, true, UTF_8), true)) {
      log.accept(event);
      stuck.reached.await();
      for (int i = 0; i < EventLog.BEHIND + 5; i++) {
        log.accept(event);
      }
      stuck.released.countDown();
    }

    assertThat(bytes.toString(UTF_8).lines())
        .startsWith(
            "stopped",
            "5 lines left out: they come faster than standard error takes them",
            "stopped")
        .hasSize(EventLog.BEHIND + 2);
  }

  /** A terminal that is stopped, and goes on later. */
  private static final class StuckStream extends FilterOutputStream {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    StuckStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      reached.countDown();
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
      out.write(bytes, from, length);
    }
  }

  private static String logged(boolean verbose, SocketEvent event) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (EventLog log = new EventLog(new PrintStream(err, true, UTF_8), verbose)) {
      log.accept(event);
    }
    return err.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }
}
