package reactor.zmtp.hostile.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.zmtp.security.Kdc;
import reactor.zmtp.soak.Footprint;
import reactor.zmtp.soak.WithoutLeakDetector;

/**
 * Sockets under attack of every kind at once, and the honest clients of each: none of their
 * messages is lost, their median latency at most doubles, and in a flood of tiny messages, which
 * takes all the processor there is, is at most ten times as long; and when it is over, memory and
 * file descriptors are what they were.
 *
 * <p>For 5 seconds among the other tests, for a minute with {@code mvn -P hostile}. Latency is
 * judged only in a run of 30 seconds or more: it takes a machine that does nothing else.
 */
@Tag("full")
@ExtendWith(WithoutLeakDetector.class)
class HostileRunTest {

  private static final Duration ATTACK =
      Duration.ofSeconds(Integer.getInteger("hostile.seconds", 5));
  private static final boolean JUDGES_LATENCY = ATTACK.toSeconds() >= 30;
  private static final Duration QUIET = ATTACK.dividedBy(4);
  private static final Duration REHEARSAL = ATTACK.dividedBy(JUDGES_LATENCY ? 6 : 2);
  private static final int MOST_REHEARSALS = JUDGES_LATENCY ? 8 : 1;

  /** The part of a rehearsal that the JVM may still spend on compiling. */
  private static final double LITTLE = 0.1;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final double TWICE = 2;
  private static final double TEN_TIMES = 10;
  private static final long MIB = 1 << 20;
  private static final long A_LITTLE_HEAP = 8 * MIB;

  /** Netty's allocator keeps some chunks of 1 MiB and more for each thread that has used them. */
  private static final long SOME_DIRECT = 16 * MIB;

  /** The class path's, which are opened when a class is looked for in them the first time. */
  private static final int A_FEW_FILES = 3;

  /** What must have happened, or an attack was none. */
  private static final List<String> DUE =
      List.of(
          "AcceptFailed TOO_FREQUENT",
          "AcceptFailed TOO_MANY_HANDSHAKES",
          "AcceptFailed TOO_MANY_PEERS",
          "HandshakeFailed CLOSED",
          "HandshakeFailed TIMEOUT",
          "HandshakeFailed AUTHENTICATION",
          "HandshakeFailed TLS",
          "HandshakeFailed PROTOCOL SIGNATURE",
          "HandshakeFailed PROTOCOL MECHANISM_MISMATCH",
          "HandshakeFailed PROTOCOL UNEXPECTED_COMMAND",
          "HandshakeFailed PROTOCOL MALFORMED_COMMAND",
          "HandshakeFailed PROTOCOL CRYPTOGRAPHIC",
          "HandshakeFailed PROTOCOL INVALID_METADATA",
          "HandshakeFailed PROTOCOL WEBSOCKET",
          "Disconnected PROTOCOL WEBSOCKET",
          "Disconnected PROTOCOL INVALID_SEQUENCE",
          "Disconnected PROTOCOL MESSAGE_TOO_LARGE",
          "Disconnected PROTOCOL TOO_MANY_FRAMES",
          "Disconnected PROTOCOL TOO_MANY_SUBSCRIPTIONS",
          "Disconnected PROTOCOL TOPIC_TOO_LONG",
          "Discarded PEER_FULL");

  /** Without it GSSAPI is not attacked. */
  @RegisterExtension static final Kdc KDC = Kdc.ifInstalled();

  @Test
  @Timeout(600)
  void honestPeersAreNotDisturbedAndNothingIsLeftBehind() throws IOException {
    try (Fortress fortress = new Fortress(KDC);
        AttackersProcess attackers = new AttackersProcess(fortress.target())) {
      Report report = new Report();
      if (!KDC.isRunning()) {
        report.skipped("GSSAPI", Kdc.MISSING);
      }
      rehearse(attackers);
      assertThat(fortress.isAloneAgain()).as("all attackers are gone: %s", fortress).isTrue();
      Footprint before = settled(Footprint.now());

      fortress.pairs().forEach(HonestPair::beginQuiet);
      Waiting.pass(QUIET);
      fortress.refusals().clear();
      fortress.pairs().forEach(HonestPair::beginAttack);
      Duration cpuOfAttackers = attackers.cpu();
      long cpu = cpuNanos();
      long begin = System.nanoTime();
      List<String> attacks = attackers.attack(ATTACK);
      fortress.pairs().forEach(HonestPair::endMeasuring);
      report.latencies(fortress.pairs());
      report.attacks(
          attacks,
          Duration.ofNanos(System.nanoTime() - begin),
          attackers.cpu().minus(cpuOfAttackers),
          Duration.ofNanos(cpuNanos() - cpu));
      assertThat(fortress.isAloneAgain()).as("all attackers are gone: %s", fortress).isTrue();
      Map<String, Long> refusals = fortress.refusals().counts();
      report.refusals(refusals);
      assertThat(fortress.pairs()).allMatch(HonestPair::isAlive);
      fortress.pairs().forEach(HonestPair::beginFlood);
      List<String> flood = attackers.flood(QUIET);
      fortress.pairs().forEach(HonestPair::endMeasuring);
      report.flood(fortress.pairs(), flood);
      assertThat(fortress.isAloneAgain()).as("all who flooded are gone: %s", fortress).isTrue();
      report.waiting(fortress.mostFramesWaiting(), Fortress.MOST_FRAMES_WAITING);
      Footprint after = settled(before);
      report.footprints(before, after);
      System.out.println(report.print());

      assertThat(fortress.pairs()).allMatch(HonestPair::stop);
      assertThat(fortress.clientsLost()).as("what honest clients lost").isEmpty();
      assertThat(fortress.mostFramesWaiting()).isLessThanOrEqualTo(Fortress.MOST_FRAMES_WAITING);
      assertThat(refusals).containsKeys(DUE.toArray(String[]::new));
      assertThat(after.files()).isLessThanOrEqualTo(before.files() + A_FEW_FILES);
      assertThat(after.heap()).isLessThan(before.heap() + A_LITTLE_HEAP);
      assertThat(after.direct()).isLessThan(before.direct() + SOME_DIRECT);
      if (JUDGES_LATENCY) {
        assertThat(report.worstRatio()).isLessThanOrEqualTo(TWICE);
        assertThat(report.worstFloodRatio()).isLessThanOrEqualTo(TEN_TIMES);
      }
    }
  }

  /** Until the JVM has compiled what matters: that takes half a core, and is no attack. */
  private static void rehearse(AttackersProcess attackers) throws IOException {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    long compiling = Long.MAX_VALUE;
    for (int i = 0; i < MOST_REHEARSALS && compiling > LITTLE * REHEARSAL.toMillis(); i++) {
      long before = compiler.getTotalCompilationTime();
      attackers.attack(REHEARSAL);
      compiling = compiler.getTotalCompilationTime() - before;
    }
  }

  /** What is held once nothing more is let go of, or it is no more than it was. */
  private static Footprint settled(Footprint wanted) {
    Footprint[] last = {Footprint.now()};
    Waiting.until(
        () -> {
          last[0] = Footprint.now();
          return last[0].files() <= wanted.files()
              && last[0].heap() < wanted.heap() + MIB
              && last[0].direct() <= wanted.direct();
        },
        PATIENCE.dividedBy(4));
    return last[0];
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
