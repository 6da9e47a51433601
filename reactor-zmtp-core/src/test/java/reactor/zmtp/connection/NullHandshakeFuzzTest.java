package reactor.zmtp.connection;

import com.code_intelligence.jazzer.junit.FuzzTest;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.NullMechanism;
import reactor.zmtp.wire.Metadata;

/** {@link HandshakeScript} without security, and with older peers where they are allowed. */
class NullHandshakeFuzzTest {

  private static final HandshakeScript.Sides SIDES =
      new HandshakeScript.Sides() {
        @Override
        public Mechanism own(Metadata own) {
          return new NullMechanism(own, true, false);
        }

        @Override
        public Mechanism peer(Metadata own) {
          return new NullMechanism(own);
        }
      };

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] input) {
    HandshakeScript.play(SIDES, input);
  }
}
