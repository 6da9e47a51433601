package reactor.zmtp.samples.quotes;

import static org.springframework.http.HttpStatus.BAD_GATEWAY;
import static org.springframework.http.HttpStatus.GATEWAY_TIMEOUT;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import java.util.concurrent.TimeoutException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.NoReplyException;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SubSpec;

/** HTTP on one side, ZeroMQ on the other. */
@RestController
final class QuotesController {

  private final SubSpec feed;
  private final ReqSocket orders;
  private final QuotesProperties properties;

  QuotesController(SubSpec feed, ReqSocket orders, QuotesProperties properties) {
    this.feed = feed;
    this.orders = orders;
    this.properties = properties;
  }

  /** Everything, until the browser disconnects: that closes the socket. */
  @GetMapping(path = "/quotes", produces = TEXT_EVENT_STREAM_VALUE)
  Flux<Quote> quotes() {
    return quotes("");
  }

  /** The symbol is the topic; as everywhere in ZeroMQ, its first letters will do. */
  @GetMapping(path = "/quotes/{symbol}", produces = TEXT_EVENT_STREAM_VALUE)
  Flux<Quote> quotes(@PathVariable String symbol) {
    return feed.subscribe(symbol).receive().map(Quote::of);
  }

  /** Asks the feed; an answer that is too late is forgotten. */
  @PostMapping("/orders")
  Mono<ResponseEntity<Confirmation>> order(@RequestBody Order order) {
    return orders
        .request(order.toMessage())
        .timeout(properties.orderTimeout())
        .map(reply -> Confirmation.of(reply).toResponse())
        .onErrorMap(TimeoutException.class, late -> new ResponseStatusException(GATEWAY_TIMEOUT))
        .onErrorMap(NoReplyException.class, gone -> new ResponseStatusException(BAD_GATEWAY));
  }
}
