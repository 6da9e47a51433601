package reactor.zmtp.samples.benchmarks.jmh;

import io.netty.buffer.ByteBufAllocator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.wire.MessageEncoder;

/** A message to bytes; full buffers are thrown away. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Encode {

  /** Bytes of each frame. */
  @Param({"8", "64", "1024", "65536"})
  public int size;

  /** Frames of each message. */
  @Param({"1", "3"})
  public int frames;

  private final MessageEncoder encoder = new MessageEncoder(ByteBufAllocator.DEFAULT);
  private DefaultMessage message = Messages.of(1, 0);

  /** Made by JMH. */
  public Encode() {}

  /** Makes the message. */
  @Setup
  public void prepare() {
    message = Messages.of(frames, size);
  }

  /**
   * Encodes one message.
   *
   * @return whether it fitted at once
   */
  @Benchmark
  public boolean message() {
    boolean fitted = encoder.start(message);
    boolean whole = fitted;
    while (!whole) {
      encoder.take().release();
      whole = encoder.resume();
    }
    return fitted;
  }

  /** Gives back the last buffer. */
  @TearDown
  public void release() {
    encoder.release();
  }
}
