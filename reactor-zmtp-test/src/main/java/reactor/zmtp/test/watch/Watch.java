package reactor.zmtp.test.watch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Watches over one test for what it must not leave behind. */
public final class Watch {

  private final Queue<String> reports = new ConcurrentLinkedQueue<>();
  private final ThreadWatch threads = new ThreadWatch();
  private final ErrorWatch errors = new ErrorWatch(this::report);

  private Watch() {}

  /**
   * Begins to watch.
   *
   * @return the watch; only one may be on at a time
   */
  public static Watch begin() {
    Watch watch = new Watch();
    watch.errors.begin();
    NettyLog.begin(watch::report);
    BufferWatch.begin();
    return watch;
  }

  /**
   * Adds to what the test must not leave behind.
   *
   * @param what what was found
   */
  public void report(String what) {
    reports.add(what);
  }

  /**
   * Ends it, once everything that was to end has had its time to.
   *
   * @throws AssertionError if something was reported
   */
  public void end() {
    BufferWatch.end(this::report);
    threads.end(this::report);
    NettyLog.end();
    errors.end();
    if (!reports.isEmpty()) {
      throw new AssertionError("the test leaves behind:\n- " + String.join("\n- ", reports));
    }
  }
}
