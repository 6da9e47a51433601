package reactor.zmtp;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Socket that answers requests (RFC 28). The envelope of a request, all its frames up to the first
 * empty one, is kept and put before its reply; the handler sees what is behind.
 */
public interface ReplyingSocket extends ZmqSocket {

  /** The most requests that {@link #reply(Function)} serves at a time. */
  int DEFAULT_CONCURRENCY = 256;

  /**
   * Serves requests, at most {@value #DEFAULT_CONCURRENCY} at a time. See {@link #reply(Function,
   * int)}.
   *
   * @param handler makes a publisher of the reply
   * @return completes when the socket is disposed of
   */
  default Mono<Void> reply(Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler) {
    return reply(handler, DEFAULT_CONCURRENCY);
  }

  /**
   * Serves requests: at the same time where their envelopes tell them apart, which are those of
   * different peers, of different clients behind one device, and of one REQ that correlates. Their
   * replies go in whatever order they are ready. Requests of one envelope are served one after
   * another, in their order, each when the one before it has its reply. Peers take turns, and so do
   * the envelopes of one peer.
   *
   * <p>What is not served yet waits, at most {@code receiveHighWaterMark} messages for each peer,
   * and then in the peer itself. A reply waits while its peer is full, at most {@code concurrency}
   * of them for each peer, which is not served meanwhile; if the peer goes they are discarded, and
   * reported as {@link SocketEvent.Discarded}.
   *
   * <p>The handler is called on the socket's event loop and must not block; what it returns may
   * publish anywhere. The first message that is published is the reply; the publisher is then
   * cancelled. A publisher that completes without a message replies with one empty frame. One that
   * fails, or a handler that does, or one that takes longer than {@link
   * ReplyOptions#handlerTimeout}, replies with what {@link ReplyOptions#onError} says; the service
   * goes on.
   *
   * <p>One at a time: a second subscription fails with {@link AlreadyReceivingException}.
   * Cancelling it cancels the publishers of the replies that are not there yet. Nothing is lost:
   * these requests, and those that wait, are the next subscription's.
   *
   * @param handler makes a publisher of the reply; subscribed to with the context of the result's
   *     subscription
   * @param concurrency how many requests are served at most at a time, 1 or more
   * @return completes when the socket is disposed of
   */
  Mono<Void> reply(
      Function<? super ZmqMessage, ? extends Publisher<ZmqMessage>> handler, int concurrency);

  /**
   * Ends gracefully: takes no more peers and no more requests, answers those that have come, writes
   * the replies, within the linger, and then disposes of the socket: {@code reply} completes. A
   * client whose request was not read by then sees the connection end, and may ask another.
   *
   * @param patience how long that may take at most; requests that have no reply then get none
   * @return completes when the socket is gone; fails with {@link DisposedException} if it was
   *     disposed of before
   * @throws IllegalArgumentException if the patience is negative
   */
  Mono<Void> drain(Duration patience);

  /**
   * Serves requests that are values, at most {@value #DEFAULT_CONCURRENCY} at a time. One that does
   * not decode fails with {@link UndecodableMessageException}, and {@link ReplyOptions#onError}
   * answers.
   *
   * @param <A> the value of a request
   * @param <B> the value of a reply
   * @param requests makes the value of a request
   * @param handler makes a publisher of the reply
   * @param replies makes the reply
   * @return as {@link #reply(Function, int)}
   */
  default <A, B> Mono<Void> reply(
      ZmqCodec<A> requests,
      Function<? super A, ? extends Publisher<B>> handler,
      ZmqCodec<B> replies) {
    Objects.requireNonNull(requests, "requests");
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(replies, "replies");
    return reply(Codecs.handler(requests, handler, replies));
  }
}
