package reactor.zmtp.transport.inproc;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** What passes between the two event loops of a link. */
public final class InprocLaneRaces {

  private InprocLaneRaces() {}

  /** A message is sent while the receiver, which was woken, takes what is there. */
  @JCStressTest
  @Outcome(id = "2, true", expect = Expect.ACCEPTABLE, desc = "both are taken, or will be")
  @Outcome(expect = Expect.FORBIDDEN, desc = "a message is lost, doubled or forgotten")
  @State
  public static class Messages {

    private final InprocLane lane = new InprocLane();
    private boolean wakes;
    private int taken;

    public Messages() {
      lane.addMessage("first");
      lane.wakesReceiver();
    }

    @Actor
    public void sender() {
      lane.addMessage("second");
      wakes = lane.wakesReceiver();
    }

    @Actor
    public void receiver() {
      lane.receiverLooks();
      takeAll();
    }

    @Arbiter
    public void afterwards(IZ_Result result) {
      result.r2 = lane.isEmpty() || wakes;
      takeAll();
      result.r1 = taken;
    }

    private void takeAll() {
      while (lane.poll() != null) {
        taken++;
      }
    }
  }

  /** The receiver tells what it took while the sender, which was woken, looks what is told. */
  @JCStressTest
  @Outcome(id = "3, true", expect = Expect.ACCEPTABLE, desc = "all is known, or will be")
  @Outcome(expect = Expect.FORBIDDEN, desc = "room is lost, doubled or forgotten")
  @State
  public static class Room {

    private final InprocLane lane = new InprocLane();
    private boolean wakes;
    private int known;

    public Room() {
      lane.tellTaken(1);
      lane.wakesSender();
    }

    @Actor
    public void receiver() {
      lane.tellTaken(2);
      wakes = lane.wakesSender();
    }

    @Actor
    public void sender() {
      lane.senderLooks();
      known = lane.takeTaken();
    }

    @Arbiter
    public void afterwards(IZ_Result result) {
      result.r2 = known == 3 || wakes;
      result.r1 = known + lane.takeTaken();
    }
  }
}
