package reactor.zmtp.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.observation.Spans.Ended;
import reactor.zmtp.watch.Scene;

/** A trace through two processes: REQ, ROUTER and DEALER of a proxy, REP, PUSH, PULL. */
class TraceTest extends Scene {

  private final BlockingQueue<Ended> spans = new LinkedBlockingQueue<>();

  @Test
  void allThatComesOfARequestIsOneTrace() throws Exception {
    Spans here = new Spans(spans::add);
    PullSocket pull =
        open(zmq.pull().name("jobs").observation(here.registry()).bind("tcp://127.0.0.1:*"));
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                pull.address())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    keep(other::destroyForcibly);
    BufferedReader told =
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
    String endpoint = line(told, "at ");
    keep(
        Schedulers.boundedElastic()
            .schedule(
                () ->
                    told.lines()
                        .filter(line -> line.startsWith("span "))
                        .forEach(line -> spans.add(Ended.parse(line.substring(5))))));
    ReqSocket req = open(zmq.req().name("client").observation(here.registry()).connect(endpoint));

    Mono<ZmqMessage> job = begun(pull.receive().next());
    assertThat(await(req.request(ZmqMessage.of("one"))).text()).isEqualTo("done");
    assertThat(await(job).text()).isEqualTo("job of one");

    Ended request = span("client request", null);
    Ended frontIn = span("front receive", request);
    Ended backOut = span("back send", frontIn);
    Ended handle = span("service handle", backOut);
    Ended push = span("jobs send", handle);
    span("jobs receive", push);
    span("back receive", backOut); // a reply takes along the context of its request
    until(() -> List.copyOf(spans).stream().anyMatch(each -> each.name().equals("front send")));
    assertThat(spans).extracting(Ended::trace).containsOnly(request.trace());
  }

  private static String line(BufferedReader told, String start) {
    return await(
        Mono.fromCallable(told::readLine)
            .subscribeOn(Schedulers.boundedElastic())
            .repeat()
            .filter(line -> line.startsWith(start))
            .next()
            .map(line -> line.substring(start.length())));
  }

  private Ended span(String name, @Nullable Ended parent) {
    until(() -> find(name) != null);
    Ended found = find(name);
    assertThat(found).isNotNull();
    assertThat(found.parent())
        .as("the parent of %s in %s", name, spans)
        .isEqualTo(parent == null ? null : parent.id());
    return found;
  }

  private @Nullable Ended find(String name) {
    return List.copyOf(spans).stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
