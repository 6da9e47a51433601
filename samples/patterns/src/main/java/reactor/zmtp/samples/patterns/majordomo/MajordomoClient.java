package reactor.zmtp.samples.patterns.majordomo;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/**
 * Client of the {@link MajordomoBroker}, of the guide's chapter 4 "Service-Oriented Reliable
 * Queuing" and RFC 18 (MDP/0.2): asks a service by its name, whoever serves it. Each request has a
 * socket of its own, so that no late reply is taken for another's, and may be served twice if it is
 * asked again.
 */
public final class MajordomoClient {

  private final DealerSpec broker;
  private final Duration patience;

  /**
   * A client.
   *
   * @param broker connects to the broker
   * @param patience how long to wait for each reply
   */
  public MajordomoClient(DealerSpec broker, Duration patience) {
    this.broker = broker;
    this.patience = patience;
  }

  /**
   * Asks, each time it is subscribed to.
   *
   * @param service the name of the service
   * @param body the request
   * @return the replies, the last of which is the FINAL one; fails with {@link TimeoutException}
   *     when none comes in time
   */
  public Flux<ZmqMessage> request(String service, ZmqMessage body) {
    return Flux.usingWhen(
        broker.open(),
        dealer ->
            dealer
                .send(Mdp.client(Mdp.CLIENT_REQUEST, service, body))
                .thenMany(dealer.receive())
                .timeout(patience)
                .filter(reply -> reply.size() > 3 && reply.text(0).equals(Mdp.CLIENT))
                .takeUntil(reply -> reply.text(1).equals(Mdp.CLIENT_FINAL))
                .map(reply -> reply.tail(3)),
        ZmqSocket::disposeLater);
  }

  /**
   * Asks for the FINAL reply alone, and again when it does not come in time.
   *
   * @param service the name of the service
   * @param body the request
   * @param tries how often it is asked at most, 1 or more
   * @return the reply; fails when the last try does
   */
  public Mono<ZmqMessage> request(String service, ZmqMessage body, int tries) {
    return request(service, body)
        .last()
        .retryWhen(Retry.max(tries - 1).filter(TimeoutException.class::isInstance));
  }
}
