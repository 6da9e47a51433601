package reactor.zmtp.samples.benchmarks.peer;

import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.security.ZapAuthenticator;

/** Opens sockets of this library as a plan says. */
final class OursSockets {

  private OursSockets() {}

  /** Opens one, and says where it is bound. */
  static <S extends SocketSpec<S, T>, T extends ZmqSocket> T open(S spec, Plan plan) {
    T socket = Objects.requireNonNull(attached(spec, plan).open().block());
    if (plan.role().binds()) {
      PeerProgram.bound(socket.address());
    }
    return socket;
  }

  /** One after another for ever, each when it is subscribed to. */
  static <S extends SocketSpec<S, T>, T extends ZmqSocket> Flux<Mono<T>> openings(
      S spec, Plan plan) {
    Mono<T> opening = attached(spec, plan).open();
    return Flux.generate(sink -> sink.next(opening));
  }

  private static <S extends SocketSpec<S, T>, T extends ZmqSocket> S attached(S spec, Plan plan) {
    boolean binds = plan.role().binds();
    S attached = binds ? spec.bind(plan.endpoint()) : spec.connect(plan.endpoint());
    return switch (plan.security()) {
      case NULL -> attached;
      case PLAIN ->
          binds
              ? attached.plainServer(
                  ZapAuthenticator.passwords(Map.of(Security.USER, Security.PASSWORD)))
              : attached.plain(Security.USER, Security.PASSWORD);
      case CURVE ->
          binds
              ? attached.curveServer(
                  CurveKeyPair.of(CurveKeys.SERVER_PUBLIC, CurveKeys.SERVER_SECRET))
              : attached.curve(
                  CurveKeyPair.of(CurveKeys.CLIENT_PUBLIC, CurveKeys.CLIENT_SECRET),
                  CurvePublicKey.of(CurveKeys.SERVER_PUBLIC));
      case TLS -> attached.tls(binds ? TlsProviders.server() : TlsProviders.client());
    };
  }
}
