package reactor.zmtp.samples.flink.connector;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.zmtp.ZmqMessage;

/**
 * Messages that are committed together. What is in a checkpoint has its numbers for ever: sent
 * again after a failure, it is known again.
 *
 * @param generation of which run of a writer they are
 * @param first the position of the first of them in that run
 * @param messages one or more
 */
record Batch(String generation, long first, List<ZmqMessage> messages) {

  /** Most messages of a batch: what is sent again when a connection breaks. */
  static final int SIZE = 1024;

  /** The position of what follows. */
  long end() {
    return first + messages.size();
  }

  /** What is sent for it. */
  Flux<ZmqMessage> frames() {
    return Flux.range(0, messages.size())
        .map(i -> ReplayFrames.put(generation, first + i, messages.get(i)))
        .startWith(ReplayFrames.of(ReplayFrames.BEGIN, generation, first))
        .concatWithValues(ReplayFrames.of(ReplayFrames.COMMIT, generation, end()));
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(generation);
    out.writeLong(first);
    out.writeInt(messages.size());
    for (ZmqMessage message : messages) {
      out.writeInt(message.size());
      for (int i = 0; i < message.size(); i++) {
        byte[] frame = message.bytes(i);
        out.writeInt(frame.length);
        out.write(frame);
      }
    }
  }

  static Batch read(DataInputStream in) throws IOException {
    String generation = in.readUTF();
    long first = in.readLong();
    int count = in.readInt();
    List<ZmqMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[][] frames = new byte[in.readInt()][];
      for (int j = 0; j < frames.length; j++) {
        frames[j] = in.readNBytes(in.readInt());
      }
      messages.add(ZmqMessage.wrap(frames));
    }
    return new Batch(generation, first, messages);
  }
}
