package reactor.zmtp.connection;

import com.code_intelligence.jazzer.junit.FuzzTest;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.PlainClient;
import reactor.zmtp.mechanism.PlainServer;
import reactor.zmtp.wire.Metadata;

/** {@link HandshakeScript} with the client of PLAIN. */
class PlainClientHandshakeFuzzTest {

  private static final HandshakeScript.Sides SIDES =
      new HandshakeScript.Sides() {
        @Override
        public Mechanism own(Metadata own) {
          return new PlainClient(own, "admin", "secret");
        }

        @Override
        public Mechanism peer(Metadata own) {
          return new PlainServer(own);
        }
      };

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] input) {
    HandshakeScript.play(SIDES, input);
  }
}
