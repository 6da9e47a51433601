package reactor.zmtp.hostile.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.test.ZmtpBytes;

/**
 * The process that attacks. It is told where on its command line, and on its standard input, line
 * by line, for how many milliseconds, after {@link #FLOOD} with a flood alone; after each attack it
 * has closed all its connections, and says what it has done, as lines of a number and a name, and
 * an empty line.
 *
 * <p>Each kind of attack has a thread, which makes one attack after another and pauses between
 * them, so that all together take about half a core here and as much there: the kernel and two
 * cores are shared with those that are attacked, and who has no processor is not tested but
 * starved.
 */
public final class Attackers {

  /** What the flood of tiny messages is asked for with, which has the machine for itself. */
  static final String FLOOD = "flood ";

  /** One kind. */
  private record Kind(String name, int pauseMillis, Once once, LongAdder made) {

    Kind(String name, int pauseMillis, Once once) {
      this(name, pauseMillis, once, new LongAdder());
    }
  }

  private interface Once {
    void attack() throws IOException;
  }

  private final Target target;
  private final HandshakeAttacks handshakes;
  private final TrafficAttacks traffic;
  private final SubscriptionAttacks subscriptions;
  private final LimitAttacks limits;
  private final TlsAttacks tls;
  private final WsAttacks ws;
  private final @Nullable GssapiAttacks gssapi;
  private final SplicingAttacks splices;
  private final BacklogAttacks backlogs;
  private final List<Kind> kinds;
  private final List<Kind> flood;
  private volatile long deadline;

  private Attackers(Target target) throws IOException {
    this.target = target;
    this.handshakes = new HandshakeAttacks(target, Recording.of(target));
    this.traffic = new TrafficAttacks(target);
    this.subscriptions = new SubscriptionAttacks(target);
    this.limits = new LimitAttacks(target);
    this.tls = new TlsAttacks(target);
    this.ws = new WsAttacks(target.ws());
    this.gssapi = target.gssapi() == null ? null : new GssapiAttacks(target.gssapi());
    this.splices = new SplicingAttacks(target);
    this.backlogs = new BacklogAttacks(target);
    this.kinds = new ArrayList<>();
    kinds.addAll(
        List.of(
            new Kind("random bytes", 5, traffic::randomBytes),
            new Kind("handshakes stopped halfway", 10, handshakes::stopHalfway),
            new Kind("handshakes replayed", 10, handshakes::replay),
            new Kind("too much announced in a handshake", 10, handshakes::announceTooMuch),
            new Kind("too many properties", 20, handshakes::sayTooMuchOfThemselves),
            new Kind("messages of CURVE spliced", 100, splices::makeOneMessageOfTwo),
            new Kind("empty frames for who is slow", 100, backlogs::sendEmptyFrames),
            new Kind("topics that fork", 1000, subscriptions::subscribeToForkingTopics),
            new Kind("huge frames announced", 10, traffic::hugeFrame),
            new Kind("endless messages of large frames", 100, traffic::endlessLargeFrames),
            new Kind("endless messages of empty frames", 200, traffic::endlessEmptyFrames),
            new Kind("peers that read nothing", 100, traffic::readNothing),
            new Kind(
                "10,000 long topics subscribed to and cancelled",
                100,
                subscriptions::subscribeAndCancel),
            new Kind("subscriptions to too many topics", 3000, subscriptions::subscribeToTooMuch),
            new Kind(
                "subscriptions to a topic that is too long",
                20,
                subscriptions::subscribeToTooLongATopic),
            new Kind("connections beyond low limits", 10, limits::come),
            new Kind("bursts of connections, as fast as they can", 450, this::burst),
            new Kind("TLS negotiated again", 50, tls::negotiateAgain),
            new Kind("TLS stopped halfway", 20, tls::stopHalfway),
            new Kind("TLS that breaks the rules", 20, tls::breakTheRules),
            new Kind("requests for WebSocket stopped halfway", 20, ws::stopHalfway),
            new Kind("requests that are not for WebSocket", 10, ws::askForSomethingElse),
            new Kind("requests of pages from anywhere", 10, ws::comeFromAnywhere),
            new Kind("requests without end", 50, ws::askWithoutEnd),
            new Kind("WebSocket frames that break the rules", 10, ws::breakTheRules),
            new Kind("endless messages of WebSocket fragments", 100, ws::endlessFragments),
            new Kind("floods of pings, and peers that read no pong", 100, ws::floodWithPings)));
    if (gssapi != null) {
      kinds.add(new Kind("GSSAPI stopped halfway", 20, gssapi::stopHalfway));
      kinds.add(new Kind("GSSAPI that breaks the rules", 20, gssapi::breakTheRules));
    }
    this.flood =
        List.of(new Kind("floods of tiny messages", 0, () -> traffic.flood(this::isTimeLeft)));
  }

  private boolean isTimeLeft() {
    return System.nanoTime() - deadline < 0;
  }

  /** For 50 ms as fast as one thread can: connections that are closed at once or after READY. */
  private void burst() throws IOException {
    long end = System.nanoTime() + 50_000_000;
    for (int i = 0; System.nanoTime() < end; i++) {
      try (Raw raw = Raw.connect(i % 2 == 0 ? target.open() : target.pub())) {
        if (i % 4 == 0) {
          raw.send(ZmtpBytes.greeting(), ZmtpBytes.ready("DEALER"));
        }
      }
    }
  }

  static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attack(List<Kind> kinds, long millis) throws InterruptedException {
    deadline = System.nanoTime() + millis * 1_000_000;
    List<Thread> threads = new ArrayList<>();
    for (Kind kind : kinds) {
      Thread thread = new Thread(() -> repeat(kind), kind.name);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    handshakes.close();
    traffic.close();
    limits.close();
    tls.close();
    ws.close();
    if (gssapi != null) {
      gssapi.close();
    }
    backlogs.close();
  }

  private void repeat(Kind kind) {
    while (isTimeLeft()) {
      try {
        kind.made.increment();
        kind.once.attack();
      } catch (IOException e) {
        // refused, which is what it is there for
      }
      pause(kind.pauseMillis);
    }
  }

  private String report(List<Kind> kinds) {
    StringBuilder report = new StringBuilder();
    for (Kind kind : kinds) {
      report.append(kind.made.sumThenReset()).append(' ').append(kind.name).append('\n');
    }
    return report
        .append(Raw.CONNECTIONS.sumThenReset() + " connections\n")
        .append(Raw.BYTES.sumThenReset() + " bytes\n")
        .append(subscriptions.subscriptions() + " subscriptions since the beginning\n")
        .toString();
  }

  /**
   * Begins.
   *
   * @param args where to attack
   * @throws Exception if anything fails but an attack
   */
  public static void main(String[] args) throws Exception {
    Attackers attackers = new Attackers(Target.parse(List.of(args)));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      boolean flood = line.startsWith(FLOOD);
      List<Kind> kinds = flood ? attackers.flood : attackers.kinds;
      attackers.attack(kinds, Long.parseLong(flood ? line.substring(FLOOD.length()) : line));
      System.out.println(attackers.report(kinds));
    }
  }
}
