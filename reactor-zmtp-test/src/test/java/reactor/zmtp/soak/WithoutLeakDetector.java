package reactor.zmtp.soak;

import io.netty.util.ResourceLeakDetector;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For tests that count memory: Netty's leak detector remembers where buffers were, which would
 * count.
 */
public final class WithoutLeakDetector implements BeforeEachCallback, AfterEachCallback {

  private ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

  @Override
  public void beforeEach(ExtensionContext test) {
    level = ResourceLeakDetector.getLevel();
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    ResourceLeakDetector.setLevel(level);
  }
}
