package reactor.zmtp.samples.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.zmtp.ZmqContext;

class ViewTest {

  @Test
  void theViewSaysWhoHoldsUpThePipeline() {
    try (Coordinator coordinator = new Coordinator(Endpoints.ANY, lost -> {});
        ZmqContext zmq = ZmqContext.create()) {
      Disposable counting = coordinator.count(Lines.of(Expected.TRADES)).subscribe();
      Status nobody = Standing.await(coordinator, now -> true);
      assertThat(View.lines(nobody, nobody, Duration.ofSeconds(1)))
          .last()
          .isEqualTo("nothing is held up");

      Disposable parser = Parser.run(zmq, coordinator.endpoints(), Duration.ZERO).subscribe();
      Status unread = Standing.await(coordinator, Standing::isStill);
      assertThat(View.lines(nobody, unread, Duration.ofSeconds(1)))
          .contains("source                     2,000     2,000/s   2,000 in flight of 2,000")
          .last()
          .isEqualTo("held up: there is no window worker");

      Disposable window =
          WindowWorker.run(zmq, coordinator.endpoints(), Duration.ofHours(1)).subscribe();
      Status stalled = Standing.await(coordinator, now -> Standing.waiting(now) > 0);
      assertThat(View.lines(unread, stalled, Duration.ofSeconds(1)))
          .last()
          .asString()
          .matches("held up by window worker 0x00.{8}; no line is taken from the source");
      counting.dispose();
      parser.dispose();
      window.dispose();
    }
  }
}
