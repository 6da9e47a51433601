package reactor.zmtp.hostile;

import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSpec;
import reactor.zmtp.security.CurveKeyPair;

/** libzmq's issue 1273 where the socket is a CURVE server. */
class Issue1273CurveTest extends DowngradeUnderAttack {

  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();

  @Override
  PullSpec secured(PullSpec spec) {
    return spec.curveServer(SERVER);
  }

  @Override
  PushSpec honest(PushSpec spec) {
    return spec.curve(CLIENT, SERVER.publicKey());
  }
}
