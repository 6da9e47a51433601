package reactor.zmtp.spring;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.handler.HandlerMethod;
import org.springframework.messaging.handler.annotation.reactive.HeaderMethodArgumentResolver;
import org.springframework.messaging.handler.annotation.reactive.HeadersMethodArgumentResolver;
import org.springframework.messaging.handler.invocation.reactive.InvocableHandlerMethod;
import org.springframework.messaging.support.MessageBuilder;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;
import reactor.zmtp.ZmqMessage;

/** A method of a bean as a function of messages. */
final class ListenerMethod {

  private static final ReactiveAdapterRegistry ADAPTERS =
      ReactiveAdapterRegistry.getSharedInstance();

  private final InvocableHandlerMethod method;
  private final ZmtpCodecs codecs;
  private final boolean reactive;

  ListenerMethod(HandlerMethod method, ZmtpCodecs codecs, ConfigurableListableBeanFactory beans) {
    ConversionService conversion = ApplicationConversionService.getSharedInstance();
    this.method = new InvocableHandlerMethod(method);
    this.method.setArgumentResolvers(
        List.of(
            new ZmqMessageArgumentResolver(),
            new HeaderMethodArgumentResolver(conversion, beans),
            new HeadersMethodArgumentResolver(),
            new PayloadArgumentResolver(codecs)));
    this.codecs = codecs;
    Class<?> returned = method.getReturnType().getParameterType();
    this.reactive = ADAPTERS.getAdapter(returned) != null;
  }

  /** Whether it is called once, with all messages. */
  boolean isStreaming() {
    return Arrays.stream(method.getMethodParameters())
        .map(MethodParameter::getParameterType)
        .map(ADAPTERS::getAdapter)
        .anyMatch(adapter -> adapter != null && adapter.isMultiValue());
  }

  boolean returnsSomething() {
    ResolvableType returned = ResolvableType.forMethodParameter(method.getReturnType());
    Class<?> value = (reactive ? returned.getGeneric() : returned).resolve();
    return value != void.class && value != Void.class;
  }

  /** What it returns for a message. */
  Flux<ZmqMessage> handle(ZmqMessage message, Map<String, Object> more) {
    Map<String, Object> headers = ZmtpHeaders.of(message);
    headers.putAll(more);
    return invoke(ZmtpCodecs.payload(message), headers);
  }

  /** What it returns for all messages. */
  Flux<ZmqMessage> handle(Flux<ZmqMessage> messages) {
    Map<String, Object> headers = new HashMap<>();
    headers.put(ZmtpHeaders.MESSAGE, messages);
    return invoke(messages.map(ZmtpCodecs::payload), headers);
  }

  private Flux<ZmqMessage> invoke(Object payload, Map<String, Object> headers) {
    headers.put(MessageHeaders.CONTENT_TYPE, codecs.mimeType());
    Mono<Object> returned =
        call(MessageBuilder.createMessage(payload, new MessageHeaders(headers)));
    if (!reactive) { // then it may block
      returned = returned.subscribeOn(Schedulers.boundedElastic());
    }
    return returned
        .flatMapMany(ListenerMethod::published)
        .map(codecs::encode)
        .onErrorMap(Exceptions::isJvmFatal, fatal -> new InvocationTargetException(fatal));
  }

  /** What the JVM calls fatal is thrown by operators, who tell nobody; it ends the message, too. */
  private Mono<Object> call(Message<?> message) {
    return Mono.create(
        sink -> {
          try {
            sink.onCancel(
                method
                    .invoke(message)
                    .subscribe(
                        sink::success, sink::error, sink::success, Context.of(sink.contextView())));
          } catch (Throwable fatal) {
            sink.error(new InvocationTargetException(fatal));
          }
        });
  }

  private static Publisher<Object> published(Object returned) {
    ReactiveAdapter adapter = ADAPTERS.getAdapter(returned.getClass());
    return adapter == null ? Mono.just(returned) : adapter.toPublisher(returned);
  }

  @Override
  public String toString() {
    return method.getShortLogMessage();
  }
}
