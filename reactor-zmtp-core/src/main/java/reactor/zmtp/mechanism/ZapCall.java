package reactor.zmtp.mechanism;

import reactor.core.publisher.Mono;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.security.ZapRequest;

/** Calls an authenticator, which may fail or give no answer: here there is always one. */
public final class ZapCall {

  private static final Mono<ZapReply> NO_ANSWER =
      Mono.just(ZapReply.refused(500, "the authenticator gave no answer"));

  private ZapCall() {}

  /** Each subscription asks. Status 500 stands for an authenticator that fails or has no answer. */
  public static Mono<ZapReply> ask(ZapAuthenticator authenticator, ZapRequest request) {
    return Mono.defer(() -> authenticator.authenticate(request))
        .switchIfEmpty(NO_ANSWER)
        .onErrorResume(fault -> Mono.just(failed(fault)));
  }

  public static ZapReply failed(Throwable fault) {
    return ZapReply.refused(500, "the authenticator failed: " + fault);
  }
}
