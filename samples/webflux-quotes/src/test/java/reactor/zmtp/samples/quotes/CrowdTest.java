package reactor.zmtp.samples.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.netty.http.client.HttpClient;
import reactor.zmtp.PubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/**
 * A thousand browsers on one SUB socket: first all of them read, then one reads nothing and asks
 * for more than anybody. {@code -Dcrowd.seconds} is how long each of the two takes.
 */
@Tag("full")
class CrowdTest {

  private static final int CLIENTS = 1000;
  private static final Duration EACH = Duration.ofSeconds(Integer.getInteger("crowd.seconds", 4));

  /** What a machine that does other things meanwhile may add. */
  private static final Duration JITTER = Duration.ofMillis(50);

  private static final String PADDING = "x".repeat(1000);

  private final ZmqContext zmq = ZmqContext.create();

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void oneThatReadsNothingHoldsUpNobody() throws Exception {
    PubSocket quotes = zmq.pub().bind("tcp://127.0.0.1:*").openNow();
    try (ApplicationProcess application =
        ApplicationProcess.start(
            QuotesApplication.class,
            List.of("-Xmx256m"),
            "zmtp.sockets.quotes.connect=" + quotes.address(),
            "zmtp.sockets.orders.connect=",
            "zmtp.sockets.reports.bind=")) {
      quotes.send(every(Duration.ofMillis(200), "A", "")).onErrorComplete().subscribe();
      quotes.send(every(Duration.ofMillis(1), "FLOOD", PADDING)).onErrorComplete().subscribe();
      long descriptors = descriptors(application);
      Delays delays = new Delays();
      Disposable clients =
          Flux.range(0, CLIENTS - 1)
              .flatMap(i -> reader(application).doOnNext(delays::add), CLIENTS)
              .subscribe();
      delays.await(25L * CLIENTS);
      warmUp(delays);

      long heapBefore = heap(application);
      Delays.Summary quiet = delays.during(EACH);
      Delays.Summary stalled;
      try (Socket sleeper = sleeper(application)) {
        stalled = delays.during(EACH);
        assertThat(sleeper.isClosed()).isFalse();
        assertThat(descriptors(application) - descriptors).isLessThanOrEqualTo(CLIENTS + 2);
      }
      long heapAfter = heap(application);
      clients.dispose();

      System.out.printf(
          "%d clients, each for %d s: none stalled %s; one stalled %s; heap %,d then %,d bytes%n",
          CLIENTS, EACH.toSeconds(), quiet, stalled, heapBefore, heapAfter);
      assertThat(stalled.p99()).isLessThanOrEqualTo(quiet.p99().multipliedBy(2).plus(JITTER));
      assertThat(heapAfter).isLessThan(heapBefore + (8 << 20));
    } finally {
      zmq.dispose();
    }
  }

  /** What piled up while a thousand clients connected, and nothing was compiled, is done with. */
  private static void warmUp(Delays delays) throws InterruptedException {
    Duration warm = Duration.ofMillis(100);
    for (int second = 0; second < 30; second++) {
      if (delays.during(Duration.ofSeconds(1)).p99().compareTo(warm) < 0) {
        return;
      }
    }
  }

  private static Flux<ZmqMessage> every(Duration interval, String topic, String padding) {
    return Flux.interval(interval)
        .onBackpressureDrop()
        .map(i -> ZmqMessage.of(topic, System.nanoTime() + " " + padding));
  }

  /** When what it is sent was published. */
  private static Flux<Long> reader(ApplicationProcess application) {
    return HttpClient.newConnection()
        .get()
        .uri("http://127.0.0.1:" + application.port() + "/quotes?topics=A")
        .responseContent()
        .asString()
        .concatMapIterable(new EventLines()::split)
        .map(data -> Long.parseLong(data.strip()))
        .onErrorComplete();
  }

  private static Socket sleeper(ApplicationProcess application) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), application.port()));
    String request = "GET /quotes?topics=A,FLOOD HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static long descriptors(ApplicationProcess application) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + application.pid() + "/fd"))) {
      return open.count();
    }
  }

  /** Bytes of the objects that are alive. */
  private static long heap(ApplicationProcess application) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(application.pid()),
                "GC.class_histogram")
            .start();
    String total =
        jcmd.inputReader()
            .lines()
            .filter(line -> line.startsWith("Total"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(total.substring(total.lastIndexOf(' ') + 1));
  }
}
