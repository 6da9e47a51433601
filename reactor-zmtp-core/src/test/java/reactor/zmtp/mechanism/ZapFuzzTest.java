package reactor.zmtp.mechanism;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.fuzz.Allocation;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.security.ZapRequest;

/**
 * Any frames as a reply of ZAP, and as a request: one of those, or the one exception. What was read
 * is written and read again.
 */
class ZapFuzzTest {

  private static final byte[] ID = {'1'};

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) {
    Input input = new Input(bytes);
    List<byte[]> frames = new ArrayList<>();
    int form = input.next(3);
    if (form > 0) { // what every message begins with
      frames.add(new byte[] {'1', '.', '0'});
      frames.add(ID.clone());
    }
    if (form == 2) {
      frames.add(input.oneOf("200", "300", "400", "500").getBytes(StandardCharsets.US_ASCII));
    }
    while (input.hasMore()) {
      frames.add(input.bytes());
    }
    if (frames.isEmpty()) {
      return;
    }
    ZmqMessage message = ZmqMessage.of(frames);
    long before = Allocation.soFar();
    ZapReply reply = reply(message);
    ZapRequest request = request(message);
    long allocated = Allocation.soFar() - before;
    if (reply != null) {
      again(reply);
    }
    if (request != null) {
      again(ZapWire.requestId(message), request);
    }
    Allocation.check(
        bytes.length,
        262_144,
        1024,
        allocated,
        () -> {
          long start = Allocation.soFar();
          reply(message);
          request(message);
          return Allocation.soFar() - start;
        });
  }

  private static @Nullable ZapReply reply(ZmqMessage message) {
    try {
      return ZapWire.readReply(message, ID);
    } catch (IllegalArgumentException e) {
      Check.that(e.getMessage() != null, "it says why");
      return null;
    }
  }

  private static @Nullable ZapRequest request(ZmqMessage message) {
    try {
      return ZapWire.readRequest(message);
    } catch (IllegalArgumentException e) {
      Check.that(e.getMessage() != null, "it says why");
      return null;
    }
  }

  private static void again(ZapReply reply) {
    ZmqMessage written;
    try {
      written = ZapWire.reply(ID, reply);
    } catch (IllegalArgumentException namesWeDoNotWrite) {
      return;
    }
    ZapReply again = reply(written);
    Check.that(reply.equals(again), "a reply comes back");
  }

  private static void again(byte[] id, ZapRequest request) {
    ZmqMessage written = ZapWire.request(id, request);
    ZapRequest again = request(written);
    Check.that(
        again != null
            && again.domain().equals(request.domain())
            && again.mechanism().equals(request.mechanism())
            && Arrays.equals(again.identity(), request.identity())
            && Arrays.equals(ZapWire.requestId(written), id),
        "a request comes back");
    String text = request.toString();
    Check.that(!text.isEmpty(), "it has a text");
  }
}
