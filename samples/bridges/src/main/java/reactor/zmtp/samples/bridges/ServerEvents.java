package reactor.zmtp.samples.bridges;

import java.time.Duration;
import java.util.Objects;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;
import reactor.zmtp.ZmqMessage;

/** Follows a web server's events, as a browser does: it comes back, from the last event on. */
final class ServerEvents {

  private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
      new ParameterizedTypeReference<>() {};

  private final WebClient web;
  private final String uri;
  private final Duration pause;
  private volatile String last = "";

  ServerEvents(WebClient web, String uri, Duration pause) {
    this.web = web;
    this.uri = uri;
    this.pause = pause;
  }

  /** Frames: the event's name, which is what one subscribes to, and its data. */
  Flux<ZmqMessage> messages() {
    return Flux.defer(this::events)
        .doOnNext(event -> last = Objects.requireNonNullElse(event.id(), last))
        .filter(event -> event.data() != null) // null: a comment that keeps the connection alive
        .map(ServerEvents::message)
        .repeatWhen(ended -> ended.delayElements(pause))
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, pause).filter(ServerEvents::mayPass));
  }

  private Flux<ServerSentEvent<String>> events() {
    return web.get().uri(uri).header("Last-Event-ID", last).retrieve().bodyToFlux(EVENT);
  }

  private static ZmqMessage message(ServerSentEvent<String> event) {
    String name = Objects.requireNonNullElse(event.event(), "message");
    return ZmqMessage.of(name, Objects.requireNonNull(event.data()));
  }

  private static boolean mayPass(Throwable error) {
    return !(error instanceof WebClientResponseException answer
        && answer.getStatusCode().is4xxClientError());
  }
}
