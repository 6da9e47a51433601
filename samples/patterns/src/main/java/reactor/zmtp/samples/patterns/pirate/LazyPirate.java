package reactor.zmtp.samples.patterns.pirate;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.zmtp.NoReplyException;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqMessage;

/**
 * Lazy pirate, of the guide's chapter 4 "Client-Side Reliability": asks again when no reply comes
 * in time, so that a client survives a server that is restarted, or that loses its request. A
 * request may be served more than once, and one that no try has brought an answer to fails.
 */
public final class LazyPirate {

  private final ReqSocket req;
  private final Duration patience;
  private final int tries;

  /**
   * A client.
   *
   * @param req connected to one server, or to the queue of many; stays the caller's
   * @param patience how long each try waits for its reply
   * @param tries how often a request is made at most, 1 or more
   */
  public LazyPirate(ReqSocket req, Duration patience, int tries) {
    this.req = req;
    this.patience = patience;
    this.tries = tries;
  }

  /**
   * Asks, each time it is subscribed to.
   *
   * @param request the request
   * @return the reply; fails with {@link NoReplyException} after the last try
   */
  public Mono<ZmqMessage> request(ZmqMessage request) {
    return req.request(request)
        .timeout(patience)
        .retryWhen(Retry.max(tries - 1).filter(LazyPirate::isWorthATry))
        .onErrorMap(Exceptions::isRetryExhausted, this::exhausted);
  }

  private static boolean isWorthATry(Throwable failure) {
    return failure instanceof TimeoutException || failure instanceof NoReplyException;
  }

  private NoReplyException exhausted(Throwable retries) {
    return new NoReplyException(
        "%s has asked %d times and had no reply within %s".formatted(req, tries, patience),
        retries.getCause());
  }
}
