package reactor.zmtp.samples.flink;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.ZmqContext;

/** The pipeline with Flink's session cluster, which has this sample in its class path. */
public final class Session {

  private static final Pattern JOB = Pattern.compile("\"jid\":\"(\\w+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String host;
  private final int port;

  private Session(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * Waits for two TaskManagers, counts trades on Flink and in one process, and compares. Says when
   * half of them are in complete checkpoints, and at the end whether the job had to be started
   * again.
   *
   * @param args port of the JobManager's REST on this host, how many trades
   * @throws Exception if the job fails
   */
  public static void main(String[] args) throws Exception {
    Session session = new Session("127.0.0.1", Integer.parseInt(args[0]));
    session.awaitTaskManagers();
    try (ZmqContext zmq = ZmqContext.create()) {
      Pipeline pipeline = new Pipeline(zmq, Integer.parseInt(args[1]));
      pipeline
          .halfway()
          .doOnSuccess(
              nothing -> System.out.println("half of the trades are in complete checkpoints"))
          .subscribe();
      String result = pipeline.run(session.environment());
      System.out.println(result + (session.hasFailed() ? ", after a failure" : ""));
    }
  }

  private StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 100);
    return StreamExecutionEnvironment.createRemoteEnvironment(host, port, configuration)
        .setParallelism(2);
  }

  private void awaitTaskManagers() {
    Flux.interval(Duration.ofMillis(100))
        .onBackpressureDrop()
        .concatMap(
            tick ->
                Mono.fromCallable(() -> get("/overview"))
                    .subscribeOn(Schedulers.boundedElastic())
                    .onErrorComplete(), // it has not started yet
            0)
        .filter(overview -> overview.contains("\"taskmanagers\":2"))
        .blockFirst(Duration.ofSeconds(60));
  }

  private boolean hasFailed() throws Exception {
    Matcher job = JOB.matcher(get("/jobs/overview"));
    return job.find() && get("/jobs/" + job.group(1) + "/exceptions").contains("exceptionName");
  }

  private String get(String path) throws Exception {
    URI uri = URI.create("http://" + host + ":" + port + path);
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
