package reactor.zmtp.socket;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A message is published while the event loop finds that nothing is left. */
@JCStressTest
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "the loop has seen the message")
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the loop slept, and is woken")
@Outcome(expect = Expect.FORBIDDEN, desc = "the message lies there, or the loop is woken twice")
@State
public class PublishedMessagesRaces extends PublishedMessages<String> {

  public PublishedMessagesRaces() {
    wakes();
  }

  @Actor
  public void publisher(ZZ_Result result) {
    add("message");
    result.r1 = wakes();
  }

  @Actor
  public void loop(ZZ_Result result) {
    result.r2 = peek() == null && sleeps();
  }
}
