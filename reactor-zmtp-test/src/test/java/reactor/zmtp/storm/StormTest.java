package reactor.zmtp.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Storm after storm, each of a seed of its own, for 30 seconds among the other tests, and longer
 * with {@code mvn -P storm}. One that fails is told with the command that repeats it: the same
 * users decide the same, over and over, because threads still interleave as they like.
 */
@Tag("full")
class StormTest {

  private static final Duration LENGTH = Duration.ofSeconds(number("storm.seconds", 30));
  private static final long FIRST = number("storm.first", 1);
  private static final long SEED = number("storm.seed", 0);
  private static final int REPETITIONS = 20;
  private static final long ENOUGH = number("storm.failures", 3);

  @Test
  @Timeout(7200)
  void whateverUsersAndNetworksDoTheRulesHold() {
    List<String> failures = new ArrayList<>();
    long end = System.nanoTime() + LENGTH.toNanos();
    int storms = 0;
    while (failures.size() < ENOUGH
        && (SEED == 0 ? System.nanoTime() < end : storms < REPETITIONS)) {
      Plan plan = Plan.of(SEED == 0 ? FIRST + storms : SEED);
      storms++;
      Findings findings = Storm.of(plan);
      if (!findings.isEmpty()) {
        String failure =
            "%s%n%s%n  again: mvn -B -pl reactor-zmtp-test -am test -P storm -Dstorm.seed=%d"
                .formatted(plan, findings, plan.seed());
        System.out.println(failure);
        failures.add(failure);
      }
    }
    System.out.println(storms + " storms, of which " + failures.size() + " broke rules");
    assertThat(failures).isEmpty();
  }

  private static long number(String property, long otherwise) {
    String value = System.getProperty(property, "");
    return value.isEmpty() ? otherwise : Long.parseLong(value);
  }
}
