package reactor.zmtp.connection;

import com.code_intelligence.jazzer.junit.FuzzTest;
import reactor.zmtp.fuzz.RepeatableRandom;
import reactor.zmtp.mechanism.CurveClient;
import reactor.zmtp.mechanism.CurveServer;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.wire.Metadata;

/** {@link HandshakeScript} with the server of CURVE. */
class CurveServerHandshakeFuzzTest {

  static {
    RepeatableRandom.install();
  }

  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();
  private static final CurveKeyPair SERVER = CurveKeyPair.generate();

  private static final HandshakeScript.Sides SIDES =
      new HandshakeScript.Sides() {
        @Override
        public Mechanism own(Metadata own) {
          return new CurveServer(own, SERVER);
        }

        @Override
        public Mechanism peer(Metadata own) {
          return new CurveClient(own, CLIENT, SERVER.publicKey());
        }

        @Override
        public boolean isEncrypted() {
          return true;
        }
      };

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] input) {
    HandshakeScript.play(SIDES, input);
  }
}
