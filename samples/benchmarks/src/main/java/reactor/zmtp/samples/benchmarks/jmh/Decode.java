package reactor.zmtp.samples.benchmarks.jmh;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.MessageDecoder;

/**
 * Bytes to messages, from the buffers a connection would have written: messages end anywhere in
 * them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Decode {

  private static final int MESSAGES = 8192;

  /** What the buffers hold together, so that they stay in a core's cache. */
  private static final int HELD = 512 * 1024;

  /** Bytes of each frame. */
  @Param({"8", "64", "1024", "65536"})
  public int size;

  /** Frames of each message. */
  @Param({"1", "3"})
  public int frames;

  private final MessageDecoder decoder = new MessageDecoder(Long.MAX_VALUE, 65_536);
  private List<ByteBuf> buffers = List.of();
  private int turns;

  /** Made by JMH. */
  public Decode() {}

  /** Writes what will be read. */
  @Setup
  public void prepare() {
    int held = Math.min(MESSAGES, Integer.highestOneBit(Math.max(1, HELD / (size * frames))));
    turns = MESSAGES / held;
    buffers = Messages.onTheWire(Messages.of(frames, size), held);
  }

  /**
   * Decodes many messages.
   *
   * @param blackhole where they go
   */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void message(Blackhole blackhole) {
    Sink sink = new Sink(blackhole);
    for (int turn = 0; turn < turns; turn++) {
      for (int i = 0; i < buffers.size(); i++) {
        ByteBuf buffer = buffers.get(i);
        decoder.decode(buffer.readerIndex(0), sink);
      }
    }
  }

  /** Gives back the buffers. */
  @TearDown
  public void release() {
    buffers.forEach(ByteBuf::release);
  }

  private record Sink(Blackhole blackhole) implements MessageDecoder.Sink {

    @Override
    public boolean message(DefaultMessage message) {
      blackhole.consume(message);
      return true;
    }

    @Override
    public boolean command(Command command) {
      throw new IllegalStateException("nobody wrote a command");
    }
  }
}
