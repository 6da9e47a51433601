package reactor.zmtp.samples.quotes;

import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Import;
import reactor.core.publisher.Mono;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.spring.ZmqListener;

/** The application with a worker of its own, which says of each job that it is done. */
@Import(QuotesApplication.class)
class Busy {

  private final PushSocket done;

  Busy(PushSocket done) {
    this.done = done;
  }

  public static void main(String[] args) {
    SpringApplication.run(Busy.class, args);
  }

  @ZmqListener(socket = "work", concurrency = 4)
  Mono<Void> work(String job) {
    return Mono.delay(Duration.ofMillis(2)).then(done.send(ZmqMessage.of(job)));
  }
}
