package reactor.zmtp.socket;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** A thread requests twice while the event loop, which was woken, spends what is there. */
@JCStressTest
@Outcome(id = "3, true", expect = Expect.ACCEPTABLE, desc = "all is spent, or the loop will look")
@Outcome(expect = Expect.FORBIDDEN, desc = "demand is lost, doubled or forgotten")
@State
public class DemandRaces extends Demand {

  private boolean firstWakes;
  private boolean secondWakes;
  private int spent;

  public DemandRaces() {
    wakes();
  }

  @Actor
  public void subscriber() {
    add(1);
    firstWakes = wakes();
    add(2);
    secondWakes = wakes();
  }

  @Actor
  public void loop() {
    looks();
    spendAll();
  }

  @Arbiter
  public void afterwards(IZ_Result result) {
    result.r2 = unspent() == 0 || firstWakes || secondWakes;
    spendAll();
    result.r1 = spent;
  }

  private void spendAll() {
    while (!isSpent()) {
      spend();
      spent++;
    }
  }
}
