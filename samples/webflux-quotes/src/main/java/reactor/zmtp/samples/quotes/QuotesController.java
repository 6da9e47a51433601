package reactor.zmtp.samples.quotes;

import static org.springframework.http.HttpStatus.BAD_GATEWAY;
import static org.springframework.http.HttpStatus.GATEWAY_TIMEOUT;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;
import static org.springframework.http.MediaType.TEXT_PLAIN_VALUE;
import static reactor.zmtp.TopicOverflow.LATEST;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.JacksonCodec;
import reactor.zmtp.NoReplyException;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqCodec;
import reactor.zmtp.ZmqMessage;
import tools.jackson.databind.json.JsonMapper;

/** HTTP on one side, ZeroMQ on the other. */
@RestController
final class QuotesController {

  private final SubSocket quotes;
  private final ReqSocket orders;
  private final PushSocket reports;
  private final ZmqCodec<Order> order;
  private final ZmqCodec<Confirmation> confirmation;

  QuotesController(SubSocket quotes, ReqSocket orders, PushSocket reports, JsonMapper json) {
    this.quotes = quotes;
    this.orders = orders;
    this.reports = reports;
    this.order = JacksonCodec.of(json, Order.class);
    this.confirmation = JacksonCodec.of(json, Confirmation.class);
  }

  /** All browsers share one socket; to a slow one only the newest quote of a symbol waits. */
  @GetMapping(path = "/quotes", produces = TEXT_EVENT_STREAM_VALUE)
  Flux<String> quotes(@RequestParam(defaultValue = "") String topics) {
    return Flux.fromArray(topics.split(","))
        .flatMap(topic -> quotes.topic(topic, LATEST, 64), Integer.MAX_VALUE, 1)
        .map(quote -> quote.text(1));
  }

  /** Asks the feed; an answer that is too late is forgotten. */
  @PostMapping("/orders")
  Mono<ResponseEntity<Confirmation>> order(@RequestBody Order wanted) {
    return orders
        .request(wanted, order, confirmation)
        .timeout(Duration.ofSeconds(2))
        .map(Confirmation::toResponse)
        .onErrorMap(TimeoutException.class, late -> new ResponseStatusException(GATEWAY_TIMEOUT))
        .onErrorMap(NoReplyException.class, gone -> new ResponseStatusException(BAD_GATEWAY));
  }

  /** A line of the body is a job; no more is read of it than workers and queue have room for. */
  @PostMapping(path = "/reports", consumes = TEXT_PLAIN_VALUE)
  Mono<Void> report(@RequestBody Flux<String> symbols) {
    return reports.send(symbols.map(ZmqMessage::of));
  }

  /** The queue of jobs at this moment. */
  @GetMapping("/reports")
  SocketMetrics reports() {
    return reports.snapshot();
  }
}
