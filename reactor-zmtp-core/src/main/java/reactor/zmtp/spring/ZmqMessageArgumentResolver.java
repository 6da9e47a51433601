package reactor.zmtp.spring;

import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.reactive.HandlerMethodArgumentResolver;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ZmqMessage;

/** Gives a method the message itself, or all of them. */
final class ZmqMessageArgumentResolver implements HandlerMethodArgumentResolver {

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    ResolvableType type = ResolvableType.forMethodParameter(parameter);
    return type.resolve() == ZmqMessage.class
        || (type.resolve() == Flux.class && type.getGeneric().resolve() == ZmqMessage.class);
  }

  @Override
  public Mono<Object> resolveArgument(MethodParameter parameter, Message<?> message) {
    return Mono.justOrEmpty(message.getHeaders().get(ZmtpHeaders.MESSAGE));
  }
}
