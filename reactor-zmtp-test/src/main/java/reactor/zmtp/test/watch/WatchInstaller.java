package reactor.zmtp.test.watch;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets {@link reactor.zmtp.test.ZmqTest} watch Netty, whose loggers and leak detector are made
 * once, when its classes are loaded: the JUnit Platform calls this before it looks for tests.
 * Nothing is watched, and nothing costs anything, outside of such tests.
 */
public final class WatchInstaller implements LauncherSessionListener {

  /** Called by the JUnit Platform. */
  public WatchInstaller() {}

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    NettyLog.install();
    BufferWatch.install();
  }
}
