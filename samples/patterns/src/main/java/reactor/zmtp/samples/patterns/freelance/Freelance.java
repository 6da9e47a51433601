package reactor.zmtp.samples.patterns.freelance;

import java.time.Duration;
import java.util.Collection;
import reactor.core.publisher.Mono;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.samples.patterns.pirate.LazyPirate;

/**
 * Freelance, of the guide's chapter 4 "Brokerless Reliability": a client has several servers and no
 * broker between, and goes on while one of them does. Every server may be asked, so that requests
 * must be such that may be served twice; the servers know nothing of each other.
 *
 * <p>The guide's third model, a client that pings its servers, has nothing to add here: a REQ sends
 * to none that is not connected, and ZMTP's heartbeats find those that are gone without a word.
 */
public final class Freelance {

  private Freelance() {}

  /**
   * Asks one server after another (the guide's first model). A server that owes a reply is asked
   * nothing before it has paid, as long as there is another: one that is stuck costs one time-out.
   *
   * @param servers one socket, connected to all of them; stays the caller's
   * @param request the request
   * @param patience how long to wait for each
   * @param tries how often it is asked at most
   * @return the first reply; fails as {@link LazyPirate} does
   */
  public static Mono<ZmqMessage> inTurn(
      ReqSocket servers, ZmqMessage request, Duration patience, int tries) {
    return new LazyPirate(servers, patience, tries).request(request);
  }

  /**
   * Asks all servers at once (the guide's second model, the brutal shotgun): as fast as the
   * fastest, and as much work as all together.
   *
   * @param servers a socket for each of them, which {@code correlate}, so that a reply that comes
   *     too late is in nobody's way; they stay the caller's
   * @param request the request
   * @param patience how long to wait
   * @return the first reply; the others are forgotten. Fails with {@link
   *     java.util.concurrent.TimeoutException}
   */
  public static Mono<ZmqMessage> shotgun(
      Collection<ReqSocket> servers, ZmqMessage request, Duration patience) {
    return Mono.firstWithValue(servers.stream().map(server -> server.request(request)).toList())
        .timeout(patience);
  }
}
