package reactor.zmtp.connection;

import java.net.SocketAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.ZapCall;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.security.ZapRequest;

/** Authentication of one peer by its credentials (RFC 27): the authenticator, and its answer. */
final class Authentication {

  private static final ZapAuthenticator NOBODY =
      request ->
          Mono.just(
              ZapReply.refused(
                  500,
                  "domain \"%s\" has no authenticator, and enforceZapDomain asks for one"
                      .formatted(request.domain())));

  private final IoLoop loop;
  private final Options options;
  private final String mechanism;
  private final SocketAddress peer;
  private final @Nullable ZapAuthenticator authenticator;

  private boolean asked;
  private @Nullable Disposable asking;
  private ZapReply.@Nullable Accepted accepted;
  private boolean over;

  Authentication(IoLoop loop, Options options, String mechanism, SocketAddress peer) {
    this.loop = loop;
    this.options = options;
    this.mechanism = mechanism;
    this.peer = peer;
    this.authenticator = authenticator(options);
  }

  /** Null if no peer has to be authenticated. */
  private static @Nullable ZapAuthenticator authenticator(Options options) {
    ZapAuthenticator every = options.get(Option.AUTHENTICATOR);
    ZapAuthenticator own = options.get(Option.SECURITY).authenticator();
    if (every != null) {
      return own == null ? every : every.and(own);
    }
    if (own != null) {
      return own;
    }
    boolean enforced =
        options.get(Option.ENFORCE_ZAP_DOMAIN) && !options.get(Option.ZAP_DOMAIN).isEmpty();
    return enforced ? NOBODY : options.get(Option.SECURITY).identifier();
  }

  boolean isRequired() {
    return authenticator != null;
  }

  /**
   * Asks, after this step, since the authenticator is the application's. Its answer is taken on the
   * loop and never at once, wherever it comes from: what is decoded now comes before it.
   */
  void ask(List<byte[]> credentials, Consumer<ZapReply> answer) {
    if (authenticator == null) {
      throw new IllegalStateException("there is nobody to ask");
    }
    ZapRequest request =
        new ZapRequest(
            mechanism,
            options.get(Option.ZAP_DOMAIN),
            peer,
            options.get(Option.ROUTING_ID),
            credentials);
    asked = true;
    loop.signal(() -> ask(authenticator, request, answer));
  }

  private void ask(ZapAuthenticator whom, ZapRequest request, Consumer<ZapReply> answer) {
    if (over) {
      return;
    }
    try {
      asking =
          ZapCall.ask(whom, request)
              .subscribe(reply -> loop.execute(() -> answered(reply, answer)));
    } catch (Throwable e) { // an Error, which Reactor does not make an error signal
      loop.execute(() -> answered(ZapCall.failed(e), answer));
    }
  }

  private void answered(ZapReply reply, Consumer<ZapReply> answer) {
    if (over) {
      return;
    }
    if (reply instanceof ZapReply.Accepted yes) {
      accepted = yes;
    }
    answer.accept(reply);
  }

  boolean isPending() {
    return asked && accepted == null;
  }

  /** What is known of a peer that was let in; null if nobody was asked. */
  ZapReply.@Nullable Accepted accepted() {
    return accepted;
  }

  static AuthenticationException failure(ZapReply.Refused refused) {
    return new AuthenticationException(
        refused.status(),
        "the authenticator refused the peer with status %d: %s"
            .formatted(refused.status(), refused.text()));
  }

  /** The handshake is over: no answer is waited for any more. */
  void end() {
    over = true;
    if (asking != null) {
      loop.signal(asking::dispose);
    }
  }
}
