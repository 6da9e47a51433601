package reactor.zmtp.interop;

import java.util.ArrayList;
import java.util.List;
import reactor.zmtp.ZmqMessage;

/** The envelope of a request, of which one frame is known here: the empty one that ends it. */
final class Envelope {

  private Envelope() {}

  static ZmqMessage withEmptyFirst(ZmqMessage message) {
    return withFirst(new byte[0], message.frames());
  }

  static ZmqMessage withoutEmptyFirst(ZmqMessage message) {
    if (message.size() < 2 || message.length(0) > 0) {
      throw new AssertionError("no envelope before " + message);
    }
    return ZmqMessage.of(message.frames().subList(1, message.size()));
  }

  static ZmqMessage withFirst(byte[] first, List<byte[]> others) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(first);
    frames.addAll(others);
    return ZmqMessage.of(frames);
  }
}
