package reactor.zmtp.samples.benchmarks.jmh;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.wire.MessageEncoder;

/** Messages that are encoded and decoded. */
final class Messages {

  private Messages() {}

  /** A message of some frames of one size. */
  static DefaultMessage of(int frames, int size) {
    byte[][] all = new byte[frames][size];
    return DefaultMessage.of(all);
  }

  /** The same message again and again, as a peer would write it. */
  static List<ByteBuf> onTheWire(DefaultMessage message, int times) {
    MessageEncoder encoder = new MessageEncoder(ByteBufAllocator.DEFAULT);
    List<ByteBuf> buffers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      boolean whole = encoder.start(message);
      while (!whole) {
        buffers.add(encoder.take());
        whole = encoder.resume();
      }
    }
    if (!encoder.isEmpty()) {
      buffers.add(encoder.take());
    }
    return buffers;
  }
}
