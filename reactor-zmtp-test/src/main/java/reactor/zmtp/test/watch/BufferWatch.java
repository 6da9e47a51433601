package reactor.zmtp.test.watch;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Knows every buffer that was allocated while it watched and has not been released. It is Netty's
 * leak detector, which hears of both; unlike Netty's own it does not wait for the garbage
 * collector, so it finds buffers that are still reachable, and the test they belong to. While it
 * does not watch, Netty's own does what it always does.
 */
final class BufferWatch extends ResourceLeakDetector<ByteBuf> {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Set<Allocation> LIVE = ConcurrentHashMap.newKeySet();
  private static volatile boolean watching;

  private static final class Allocation implements ResourceLeakTracker<ByteBuf> {

    private final String buffer;
    private final Throwable place = new Throwable();
    private final AtomicBoolean closed = new AtomicBoolean();

    Allocation(ByteBuf buffer) {
      this.buffer = buffer.toString();
    }

    @Override
    public void record() {}

    @Override
    public void record(@Nullable Object hint) {}

    /** Says whether it was the first to close it: Netty takes {@code false} for its own fault. */
    @Override
    public boolean close(ByteBuf tracked) {
      LIVE.remove(this); // it is not there any more when the test has ended meanwhile
      return closed.compareAndSet(false, true);
    }

    /** What a class keeps from its initialization on is kept on purpose. */
    boolean isConstant() {
      for (StackTraceElement frame : place.getStackTrace()) {
        if (frame.getMethodName().equals("<clinit>")) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return buffer + ThreadWatch.describe(place.getStackTrace());
    }
  }

  private BufferWatch(Class<?> resource, int samplingInterval) {
    super(resource, samplingInterval);
  }

  /**
   * Makes it Netty's leak detector for buffers, provided that no buffer has been allocated before.
   */
  static void install() {
    ResourceLeakDetectorFactory before = ResourceLeakDetectorFactory.instance();
    ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Factory(before));
  }

  static void begin() {
    LIVE.clear();
    watching = true;
    ByteBuf probe = ByteBufAllocator.DEFAULT.directBuffer(1);
    boolean inForce = LIVE.iterator().hasNext(); // its size is not exact while others add to it
    probe.release();
    if (!inForce) {
      watching = false;
      throw new IllegalStateException(
          "Netty's buffers cannot be watched, because one was allocated before this module was"
              + " loaded. Let the JUnit Platform's launcher start the tests (Maven, Gradle and IDEs"
              + " do)");
    }
  }

  static void end(Consumer<String> report) {
    watching = false;
    // Not LIVE itself: a thread that saw it watching a moment ago adds to that after the end.
    List<Allocation> left = new ArrayList<>(LIVE);
    left.removeIf(Allocation::isConstant);
    Waiting.until(
        () -> {
          left.removeIf(allocation -> !LIVE.contains(allocation));
          return left.isEmpty();
        },
        PATIENCE);
    for (Allocation allocation : left) {
      report.accept("a buffer that is not released: " + allocation);
    }
    LIVE.clear();
  }

  @Override
  public @Nullable ResourceLeakTracker<ByteBuf> track(ByteBuf buffer) {
    if (!watching) {
      return super.track(buffer);
    }
    Allocation allocation = new Allocation(buffer);
    LIVE.add(allocation);
    return allocation;
  }

  @Override
  public ResourceLeakTracker<ByteBuf> trackForcibly(ByteBuf buffer) {
    ResourceLeakTracker<ByteBuf> tracker = watching ? track(buffer) : null;
    return tracker == null ? super.trackForcibly(buffer) : tracker;
  }

  /** Where a buffer was used does not matter here, and telling costs much. */
  @Override
  public boolean isRecordEnabled() {
    return !watching && super.isRecordEnabled();
  }

  private static final class Factory extends ResourceLeakDetectorFactory {

    private final ResourceLeakDetectorFactory others;

    Factory(ResourceLeakDetectorFactory others) {
      this.others = others;
    }

    @Override
    @Deprecated
    @SuppressWarnings("InlineMeSuggester") // it overrides one that is deprecated
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval, long maxActive) {
      return newResourceLeakDetector(resource, samplingInterval);
    }

    @Override
    @SuppressWarnings("unchecked") // a detector of ByteBuf for ByteBuf
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
        Class<T> resource, int samplingInterval) {
      return resource == ByteBuf.class
          ? (ResourceLeakDetector<T>) new BufferWatch(resource, samplingInterval)
          : others.newResourceLeakDetector(resource, samplingInterval);
    }
  }
}
