package reactor.zmtp;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.util.context.Context;
import reactor.zmtp.loop.Signals;

/** Codecs at work on a socket's publishers. */
final class Codecs {

  private Codecs() {}

  static ZmqMessage oneFrame(ZmqMessage message) {
    if (message.size() != 1) {
      throw new IllegalArgumentException(
          "a value is one frame, and this message has "
              + message.size()
              + "; one whose first frame is a topic is for ZmqCodec.withTopic");
    }
    return message;
  }

  static <T> T decode(ZmqCodec<T> codec, ZmqMessage message) {
    try {
      return Objects.requireNonNull(codec.decode(message), "null is no value");
    } catch (Throwable t) { // an Error, too: a message may be nested too deeply for the stack
      throw new UndecodableMessageException(message, t);
    }
  }

  /** The values; a message that is none is told to somebody, or dropped, and the next one comes. */
  static <T> Flux<T> decode(
      Flux<ZmqMessage> messages,
      ZmqCodec<T> codec,
      @Nullable Consumer<? super UndecodableMessageException> undecodable) {
    Objects.requireNonNull(codec, "codec");
    return decode(messages, message -> decode(codec, message), undecodable);
  }

  static <T> Flux<RoutedValue<T>> decodeRouted(
      Flux<RoutedMessage> messages,
      ZmqCodec<T> codec,
      @Nullable Consumer<? super UndecodableMessageException> undecodable) {
    Objects.requireNonNull(codec, "codec");
    return decode(
        messages,
        routed -> new RoutedValue<>(routed.peer(), decode(codec, routed.message())),
        undecodable);
  }

  static <T> Flux<GroupValue<T>> decodeGroups(
      Flux<GroupMessage> messages,
      ZmqCodec<T> codec,
      @Nullable Consumer<? super UndecodableMessageException> undecodable) {
    Objects.requireNonNull(codec, "codec");
    return decode(
        messages,
        message -> new GroupValue<>(message.group(), decode(codec, message.message())),
        undecodable);
  }

  private static <M, T> Flux<T> decode(
      Flux<M> messages,
      Function<? super M, ? extends T> decoder,
      @Nullable Consumer<? super UndecodableMessageException> undecodable) {
    BiConsumer<M, SynchronousSink<T>> each =
        (message, sink) -> {
          T value;
          try {
            value = decoder.apply(message);
          } catch (UndecodableMessageException e) {
            if (undecodable == null) {
              Signals.dropped(e, Context.of(sink.contextView()));
            } else {
              undecodable.accept(e);
            }
            return;
          }
          sink.next(value);
        };
    return messages.handle(each);
  }

  /** The handler of values as one of messages. */
  static <A, B> Function<ZmqMessage, Publisher<ZmqMessage>> handler(
      ZmqCodec<A> requests,
      Function<? super A, ? extends Publisher<B>> handler,
      ZmqCodec<B> replies) {
    return request -> Mono.from(handler.apply(decode(requests, request))).map(replies::encode);
  }
}
