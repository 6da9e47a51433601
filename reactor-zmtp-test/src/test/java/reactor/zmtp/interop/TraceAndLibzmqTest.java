package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** Sockets that are observed, and libzmq, which knows nothing of traces. */
class TraceAndLibzmqTest extends Scene {

  private static final String PULL =
      """
      pull = socket("PULL", bind=ANYWHERE)
      say(len(pull.recv_multipart()), "frames")
      """;

  private static final String PUSH =
      """
      push = socket("PUSH", connect=sys.argv[1])
      push.send_multipart([b"", b"a"])
      ask()
      """;

  private static final String PROXY =
      """
      front = socket("ROUTER", bind=ANYWHERE)
      back = socket("DEALER", bind=ANYWHERE)
      request = front.recv_multipart()
      say(request[1:])
      back.send_multipart(request)
      reply = back.recv_multipart()
      say(reply[1:])
      front.send_multipart(reply)
      ask()
      """;

  /** A registry whose observations have a trace context to take along. */
  private static ObservationRegistry tracing() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<SenderContext<Map<String, String>>>() {
              @Override
              public void onStart(SenderContext<Map<String, String>> context) {
                context.getSetter().set(context.getCarrier(), "traceparent", "00-1-2-01");
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return context instanceof SenderContext;
              }
            });
    return registry;
  }

  @Test
  void libzmqGetsTheFramesThatWereSentAndNoOther() {
    try (LibzmqProcess libzmq = LibzmqProcess.start(PULL)) {
      PushSocket push = open(zmq.push().observation(tracing()).connect(await(libzmq.line())));

      await(push.send(ZmqMessage.of("a", "b")));

      assertThat(await(libzmq.line())).isEqualTo("2 frames");
    }
  }

  @Test
  void andWeGetThoseThatItSent() {
    PullSocket pull = open(zmq.pull().observation(tracing()).bind(Anywhere.endpoint()));
    try (LibzmqProcess libzmq = LibzmqProcess.start(PUSH, address(pull))) {
      assertThat(await(pull.receive().next())).isEqualTo(ZmqMessage.of("", "a"));
      await(libzmq.tell("thanks").then(libzmq.end()));
    }
  }

  @Test
  void aProxyOfLibzmqsBetweenTwoThatAreObservedSeesNoFrameMore() {
    try (LibzmqProcess proxy = LibzmqProcess.start(PROXY)) {
      ReqSocket req = open(zmq.req().observation(tracing()).connect(await(proxy.line())));
      RepSocket rep = open(zmq.rep().observation(tracing()).connect(await(proxy.line())));
      keep(rep.reply(request -> Mono.just(ZmqMessage.of("b"))).subscribe());

      Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("a")));

      assertThat(await(proxy.line())).isEqualTo("[b'', b'a']");
      assertThat(await(proxy.line())).isEqualTo("[b'', b'b']");
      assertThat(await(reply)).isEqualTo(ZmqMessage.of("b"));
    }
  }
}
