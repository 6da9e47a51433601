package reactor.zmtp.watch;

import org.junit.jupiter.api.BeforeEach;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.zmtp.test.ZmqTest;

/** A scene in which time passes for the sockets only when the test says so. */
@ZmqTest(virtualTime = true)
public abstract class TimedScene extends Scene {

  /** What the sockets measure time with. */
  protected VirtualTimeScheduler clock;

  /** A scene at the beginning of time. */
  protected TimedScene() {}

  @BeforeEach
  final void wind(VirtualTimeScheduler virtualTime) {
    clock = virtualTime;
  }
}
