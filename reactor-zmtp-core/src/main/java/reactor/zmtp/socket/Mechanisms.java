package reactor.zmtp.socket;

import reactor.zmtp.mechanism.CurveClient;
import reactor.zmtp.mechanism.CurveServer;
import reactor.zmtp.mechanism.GssContexts;
import reactor.zmtp.mechanism.GssapiClient;
import reactor.zmtp.mechanism.GssapiServer;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.NullMechanism;
import reactor.zmtp.mechanism.PlainClient;
import reactor.zmtp.mechanism.PlainServer;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.option.Security;
import reactor.zmtp.security.GssClient;
import reactor.zmtp.security.GssServer;
import reactor.zmtp.wire.Metadata;

/** Makes the state machine of one connection for the security that a socket was given. */
final class Mechanisms {

  private Mechanisms() {}

  static Mechanism of(Options options, Metadata own, boolean accepts) {
    Security security = options.get(Option.SECURITY);
    if (security instanceof Security.PlainClient plain) {
      return new PlainClient(own, plain.username(), plain.password());
    }
    if (security instanceof Security.PlainServer) {
      return new PlainServer(own);
    }
    if (security instanceof Security.CurveClient curve) {
      return new CurveClient(own, curve.own(), curve.server());
    }
    if (security instanceof Security.CurveServer curve) {
      return new CurveServer(own, curve.own());
    }
    if (security instanceof Security.GssapiClient gssapi) {
      GssClient client = gssapi.client();
      return new GssapiClient(own, GssContexts.initiator(client), client.plaintext());
    }
    if (security instanceof Security.GssapiServer gssapi) {
      GssServer server = gssapi.server();
      return new GssapiServer(own, GssContexts.acceptor(server), server.plaintext());
    }
    return new NullMechanism(own, accepts, authenticates(options));
  }

  /** Whether NULL lets in not just anybody; libzmq's zap_enabled, for which a domain is enough. */
  private static boolean authenticates(Options options) {
    return options.get(Option.AUTHENTICATOR) != null || !options.get(Option.ZAP_DOMAIN).isEmpty();
  }
}
