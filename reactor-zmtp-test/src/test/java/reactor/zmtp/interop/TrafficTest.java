package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final int COUNT = 5000;

  @Test
  void pythonGeneratesTheSameMessages() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < COUNT; i++) {
      for (byte[] frame : Traffic.message(i)) {
        digest.update(frame);
        digest.update((byte) 0xff);
      }
    }

    try (LibzmqProcess python =
        LibzmqProcess.start(
            """
            import hashlib
            digest = hashlib.sha256()
            for i in range(int(ask())):
                for frame in message(i):
                    digest.update(frame)
                    digest.update(b"\\xff")
            say(digest.hexdigest())
            """)) {
      python.tell(Integer.toString(COUNT)).block(Duration.ofSeconds(30));

      assertThat(python.line().block(Duration.ofSeconds(60)))
          .isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }
  }

  @Test
  void messagesHaveOneToThreeFramesOfNoneToAHundredThousandBytes() {
    int[] frames = new int[4];
    int smallest = Integer.MAX_VALUE;
    int largest = 0;
    for (int i = 0; i < COUNT; i++) {
      byte[][] message = Traffic.message(i);
      frames[message.length]++;
      for (byte[] frame : message) {
        smallest = Math.min(smallest, frame.length);
        largest = Math.max(largest, frame.length);
      }
    }

    assertThat(frames[0]).isZero();
    assertThat(frames[1]).isPositive();
    assertThat(frames[2]).isPositive();
    assertThat(frames[3]).isPositive();
    assertThat(smallest).isZero();
    assertThat(largest).isEqualTo(100_000);
  }
}
