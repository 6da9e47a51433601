package reactor.zmtp.mechanism;

import reactor.core.publisher.Mono;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.security.ZapRequest;

/** Asks an authenticator, which may do its work or not: there is always an answer. */
public final class ZapCall {

  private static final Mono<ZapReply> NO_ANSWER =
      Mono.just(ZapReply.refused(500, "the authenticator gave no answer"));

  private ZapCall() {}

  /**
   * Asks.
   *
   * @param authenticator is asked by each subscription
   * @param request about whom
   * @return its answer, or status 500 if it fails or has none; never fails
   */
  public static Mono<ZapReply> ask(ZapAuthenticator authenticator, ZapRequest request) {
    return Mono.defer(() -> authenticator.authenticate(request))
        .switchIfEmpty(NO_ANSWER)
        .onErrorResume(fault -> Mono.just(failed(fault)));
  }

  /**
   * What is told for an authenticator that failed.
   *
   * @param fault what it failed with
   * @return status 500
   */
  public static ZapReply failed(Throwable fault) {
    return ZapReply.refused(500, "the authenticator failed: " + fault);
  }
}
