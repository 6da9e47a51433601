package reactor.zmtp.samples.cli;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.ZmqMessage;

/** Requests that are answered when somebody takes them. */
final class Answers {

  private final Sinks.Many<Asked> asked = Sinks.many().unicast().onBackpressureBuffer();

  /** The answer to a request, when there is one. */
  Mono<ZmqMessage> to(ZmqMessage request) {
    Asked next = new Asked(request, Sinks.one());
    asked.tryEmitNext(next);
    return next.answer.asMono();
  }

  /** The requests, each the answer to itself. */
  Flux<ZmqMessage> echoed() {
    return asked.asFlux().map(each -> each.answer(each.request));
  }

  /** The requests, as long as there are answers. */
  Flux<ZmqMessage> answered(Flux<ZmqMessage> answers) {
    return asked.asFlux().zipWith(answers, 1, Asked::answer);
  }

  private record Asked(ZmqMessage request, Sinks.One<ZmqMessage> answer) {

    ZmqMessage answer(ZmqMessage message) {
      answer.tryEmitValue(message);
      return request;
    }
  }
}
