package reactor.zmtp.connection;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** {@link HandshakeScript} with the client of GSSAPI. */
class GssapiClientHandshakeFuzzTest {

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] input) {
    GssapiSides.play(false, input);
  }
}
