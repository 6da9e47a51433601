package reactor.zmtp.connection;

import com.code_intelligence.jazzer.junit.FuzzTest;
import reactor.zmtp.mechanism.FrameBoxes;

/** {@link SealedFramesScript} with the box of CURVE. */
class SealedFramesFuzzTest {

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] input) {
    SealedFramesScript.play(FrameBoxes.ofClient(), FrameBoxes::ofServer, input);
  }
}
