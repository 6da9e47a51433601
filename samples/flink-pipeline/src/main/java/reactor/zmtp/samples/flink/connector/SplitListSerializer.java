package reactor.zmtp.samples.flink.connector;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** The splits that no reader has, in a checkpoint of the enumerator. */
final class SplitListSerializer implements SimpleVersionedSerializer<List<ZmqSplit>> {

  @Override
  public int getVersion() {
    return SplitFormat.VERSION;
  }

  @Override
  public byte[] serialize(List<ZmqSplit> splits) throws IOException {
    return SplitFormat.bytes(
        out -> {
          out.writeInt(splits.size());
          for (ZmqSplit split : splits) {
            SplitFormat.write(split, out);
          }
        });
  }

  @Override
  public List<ZmqSplit> deserialize(int version, byte[] bytes) throws IOException {
    try (DataInputStream in = SplitFormat.input(version, bytes)) {
      int size = in.readInt();
      List<ZmqSplit> splits = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        splits.add(SplitFormat.read(in));
      }
      return splits;
    }
  }
}
