package reactor.zmtp.samples.benchmarks.jmh;

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
import org.openjdk.jmh.annotations.Warmup;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pattern.LoadBalancer;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/** A message to the peer whose turn it is, and the news that it was written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class Send implements WriteListener {

  /** How many peers there are. */
  @Param({"1", "10"})
  public int peers;

  private final DefaultMessage message = Messages.of(1, 8);
  private final Socket socket = new Socket();
  private LoadBalancer balancer = new LoadBalancer();
  private long written;

  /** Made by JMH. */
  public Send() {}

  /** Makes the pipes. */
  @Setup
  public void prepare() {
    balancer = new LoadBalancer();
    for (int i = 0; i < peers; i++) {
      Link link = new Link();
      Pipe pipe = new Pipe(socket, link, new Someone(), Link.MARKS);
      link.attach(pipe);
      balancer.add(pipe);
    }
  }

  /**
   * Sends one message.
   *
   * @return how many have been written
   */
  @Benchmark
  public long message() {
    Pipe pipe = balancer.next();
    if (pipe == null) {
      throw new IllegalStateException("all peers take messages");
    }
    pipe.send(message, this);
    return written;
  }

  @Override
  public void written(int messages) {
    written += messages;
  }
}
