package reactor.zmtp.samples.flink;

import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import reactor.zmtp.ZmqContext;

/** The pipeline with Flink in this process. */
public final class Embedded {

  private Embedded() {}

  /**
   * Counts trades on Flink and in one process, and compares.
   *
   * @param args how many trades; 1,000,000 if it is not said
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    int trades = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
    try (ZmqContext zmq = ZmqContext.create()) {
      StreamExecutionEnvironment flink = StreamExecutionEnvironment.createLocalEnvironment(2);
      System.out.println(new Pipeline(zmq, trades).run(flink));
    }
  }
}
