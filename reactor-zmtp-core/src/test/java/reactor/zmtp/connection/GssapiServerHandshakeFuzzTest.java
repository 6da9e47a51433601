package reactor.zmtp.connection;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** {@link HandshakeScript} with the server of GSSAPI. */
class GssapiServerHandshakeFuzzTest {

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] input) {
    GssapiSides.play(true, input);
  }
}
