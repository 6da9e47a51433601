package reactor.zmtp;

import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Request-reply's client (RFC 28): requests go to REP and ROUTER peers in turn, each to a peer that
 * can take it now, and wait while there is none.
 *
 * <p>One request at a time waits for its reply, the others for their turn; with {@link
 * ReqSpec#correlate} any number do. Only the peer that a request went to can reply to it. Any other
 * message is discarded and reported as {@link SocketEvent.Discarded}: {@code UNEXPECTED} if it
 * could be a reply, {@code MALFORMED} if not.
 */
public interface ReqSocket extends ZmqSocket {

  /**
   * Sends a request and waits for the reply, each time it is subscribed to. All that are subscribed
   * to are kept, in order, until they have been sent: to bound many at once, use {@link
   * #request(Publisher, int)}.
   *
   * <p>Cancelling it, as {@code Mono.timeout} does, forgets the request: it is not sent if it was
   * not yet, and its reply is discarded if it comes. Without {@link ReqSpec#correlate} a late reply
   * and the next request's look the same; so the next request goes to another peer, or if there is
   * no other, the connection is closed and made again before it is sent.
   *
   * @param request the message, without an envelope
   * @return the reply without its envelope, on the socket's event loop; fails with {@link
   *     NoReplyException} if the peer goes before it has replied, or with {@link DisposedException}
   */
  Mono<ZmqMessage> request(ZmqMessage request);

  /**
   * Sends what a publisher publishes as requests.
   *
   * @param requests the messages, without envelopes; subscribed to once for each subscription of
   *     the result, with that subscription's context
   * @param concurrency how many requests are made at most at a time, 1 or more: so many are
   *     requested from the publisher, and then one for each reply. Without {@link
   *     ReqSpec#correlate} all but one of them wait for their turn
   * @return the replies, in the order they come; fails with the first failure of a request, or of
   *     the publisher
   */
  Flux<ZmqMessage> request(Publisher<? extends ZmqMessage> requests, int concurrency);

  /**
   * Sends a value as a request and waits for the reply, each time it is subscribed to.
   *
   * @param <A> the value of a request
   * @param <B> the value of a reply
   * @param request the value
   * @param requests makes the request
   * @param replies makes the value of the reply
   * @return as {@link #request(ZmqMessage)}; fails with what {@code requests} throws, or with
   *     {@link UndecodableMessageException}
   */
  default <A, B> Mono<B> request(A request, ZmqCodec<A> requests, ZmqCodec<B> replies) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(requests, "requests");
    Objects.requireNonNull(replies, "replies");
    return Mono.defer(() -> request(requests.encode(request)))
        .map(reply -> Codecs.decode(replies, reply));
  }

  /**
   * Sends values as requests.
   *
   * @param <A> the value of a request
   * @param <B> the value of a reply
   * @param requests the values
   * @param concurrency how many requests are made at most at a time, 1 or more
   * @param encoding makes the requests
   * @param replies makes the values of the replies
   * @return as {@link #request(Publisher, int)}; fails with what {@code encoding} throws, or with
   *     {@link UndecodableMessageException}
   */
  default <A, B> Flux<B> request(
      Publisher<? extends A> requests, int concurrency, ZmqCodec<A> encoding, ZmqCodec<B> replies) {
    Objects.requireNonNull(encoding, "encoding");
    Objects.requireNonNull(replies, "replies");
    return request(Flux.<A>from(requests).map(encoding::encode), concurrency)
        .map(reply -> Codecs.decode(replies, reply));
  }
}
