package reactor.zmtp.spring;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.annotation.reactive.PayloadMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.reactive.HandlerMethodArgumentResolver;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Decodes payloads. One that does not decode costs itself, among all those of a stream, too. */
final class PayloadArgumentResolver implements HandlerMethodArgumentResolver {

  private static final Log LOG = LogFactory.getLog(ZmqListener.class);

  private final PayloadMethodArgumentResolver payloads;

  PayloadArgumentResolver(ZmtpCodecs codecs) {
    payloads =
        new PayloadMethodArgumentResolver(
            codecs.decoders(), null, ReactiveAdapterRegistry.getSharedInstance(), true);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return payloads.supportsParameter(parameter);
  }

  @Override
  public Mono<Object> resolveArgument(MethodParameter parameter, Message<?> message) {
    return payloads
        .resolveArgument(parameter, message)
        .map(
            argument ->
                argument instanceof Flux<?> stream
                    ? stream.onErrorContinue((failure, payload) -> dropped(parameter, failure))
                    : argument);
  }

  private static void dropped(MethodParameter parameter, Throwable failure) {
    LOG.warn("%s was not given a message".formatted(parameter.getMethod()), failure);
  }
}
