package reactor.zmtp.hostile;

import java.util.Map;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSpec;
import reactor.zmtp.security.ZapAuthenticator;

/** libzmq's issue 1273 where the socket is a PLAIN server. */
class Issue1273PlainTest extends DowngradeUnderAttack {

  @Override
  PullSpec secured(PullSpec spec) {
    return spec.plainServer(ZapAuthenticator.passwords(Map.of("ann", "one")));
  }

  @Override
  PushSpec honest(PushSpec spec) {
    return spec.plain("ann", "one");
  }
}
