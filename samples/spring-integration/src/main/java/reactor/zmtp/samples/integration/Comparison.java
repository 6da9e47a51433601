package reactor.zmtp.samples.integration;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.integration.zeromq.inbound.ZeroMqMessageProducer;
import reactor.zmtp.ZmqContext;

/** Measures each in turn, and prints a table. */
public final class Comparison {

  private Comparison() {}

  /**
   * Runs everything.
   *
   * @param args how many seconds each trial takes; unless said a tenth of one, which is enough to
   *     see that it works
   */
  public static void main(String[] args) {
    Duration time =
        args.length == 0 ? Duration.ofMillis(100) : Duration.ofSeconds(Long.parseLong(args[0]));
    ZmqContext zmq = ZmqContext.create();
    List<Contender> contenders =
        List.of(
            new ReactorZmtp(zmq),
            new SpringIntegration(
                "Spring Integration, defaults", ZeroMqMessageProducer.DEFAULT_CONSUME_DELAY),
            new SpringIntegration(
                "Spring Integration, polling each millisecond", Duration.ofMillis(1)));
    if (args.length > 0) {
      contenders.forEach(contender -> new Trials(zmq, time.dividedBy(4)).warmUp(contender));
    }
    Trials trials = new Trials(zmq, time);
    Map<String, Map<String, String>> all = new LinkedHashMap<>();
    contenders.forEach(contender -> all.put(contender.name(), trials.of(contender)));
    print(all);
    System.exit(0);
  }

  private static void print(Map<String, Map<String, String>> all) {
    System.out.println("| | " + String.join(" | ", all.keySet()) + " |");
    System.out.println("| --- |" + " ---: |".repeat(all.size()));
    for (String what : all.values().iterator().next().keySet()) {
      List<String> figures = all.values().stream().map(results -> results.get(what)).toList();
      System.out.println("| " + what + " | " + String.join(" | ", figures) + " |");
    }
  }
}
