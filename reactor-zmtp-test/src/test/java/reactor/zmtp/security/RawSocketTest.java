package reactor.zmtp.security;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.watch.Scene;

/** Raw TCP has no security mechanism, and nobody shall believe that it has. */
class RawSocketTest extends Scene {

  @Test
  void aStreamWithAMechanismDoesNotOpen() {
    doesNotOpen(zmq.stream().plain("ann", "one"));
  }

  @Test
  void aRawRouterWithAMechanismDoesNotOpen() {
    doesNotOpen(zmq.router().raw(true).curveServer(CurveKeyPair.generate()));
  }

  private static void doesNotOpen(SocketSpec<?, ?> spec) {
    StepVerifier.create(spec.open())
        .verifyErrorMatches(
            error ->
                error instanceof IllegalArgumentException
                    && error.getMessage().contains("no security mechanism"));
  }
}
