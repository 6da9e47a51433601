package reactor.zmtp.samples.flink;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink in this process, one for all tests: it takes long to start, and ends with the process. */
final class Cluster {

  private static final MiniCluster FLINK = start();

  private Cluster() {}

  private static MiniCluster start() {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_PORT, "0");
    MiniCluster flink =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumSlotsPerTaskManager(2)
                .build());
    try {
      flink.start();
    } catch (Exception e) {
      throw new IllegalStateException("Flink does not start", e);
    }
    return flink;
  }

  /** A job of two tasks side by side, that is started again as often as it is said. */
  static StreamExecutionEnvironment job(int restarts) {
    Configuration configuration = new Configuration();
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
    return StreamExecutionEnvironment.getExecutionEnvironment(configuration).setParallelism(2);
  }

  /** Runs it to its end. */
  static void run(StreamExecutionEnvironment job) throws Exception {
    run(job.getStreamGraph().getJobGraph());
  }

  static void run(JobGraph job) throws Exception {
    try {
      FLINK.executeJobBlocking(job);
    } catch (InterruptedException e) {
      FLINK.cancelJob(job.getJobID()); // the others need its slots
      throw e;
    }
  }

  static void start(JobGraph job) throws Exception {
    FLINK.submitJob(job).get();
  }

  /** Stops it, and says where its state is. */
  static String stop(JobGraph job, Path folder) throws Exception {
    return FLINK
        .stopWithSavepoint(
            job.getJobID(), folder.toUri().toString(), false, SavepointFormatType.CANONICAL)
        .get();
  }
}
