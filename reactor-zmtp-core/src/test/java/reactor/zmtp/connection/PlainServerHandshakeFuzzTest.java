package reactor.zmtp.connection;

import com.code_intelligence.jazzer.junit.FuzzTest;
import reactor.core.publisher.Mono;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.PlainClient;
import reactor.zmtp.mechanism.PlainServer;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.option.Security;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.security.ZapRequest;
import reactor.zmtp.wire.Metadata;

/** {@link HandshakeScript} with the server of PLAIN, and an authenticator that does anything. */
class PlainServerHandshakeFuzzTest {

  private static final HandshakeScript.Sides SIDES =
      new HandshakeScript.Sides() {
        @Override
        public Mechanism own(Metadata own) {
          return new PlainServer(own);
        }

        @Override
        public Mechanism peer(Metadata own) {
          return new PlainClient(own, "admin", "secret");
        }

        @Override
        public Options options(Options options) {
          return options.with(
              Option.SECURITY,
              new Security.PlainServer(PlainServerHandshakeFuzzTest::authenticate));
        }
      };

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] input) {
    HandshakeScript.play(SIDES, input);
  }

  private static Mono<ZapReply> authenticate(ZapRequest request) {
    String username = request.username();
    return switch (username.isEmpty() ? ' ' : username.charAt(0)) {
      case 'a' -> Mono.just(ZapReply.accepted(username));
      case 'n' -> Mono.empty();
      case 'e' -> Mono.error(new IllegalStateException("an error"));
      case 't' -> throw new IllegalStateException("thrown");
      case 'l' -> Mono.just(ZapReply.refused(300, "later"));
      default -> Mono.just(ZapReply.refused(400, "refused"));
    };
  }
}
