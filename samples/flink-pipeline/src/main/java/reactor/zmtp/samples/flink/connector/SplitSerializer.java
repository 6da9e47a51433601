package reactor.zmtp.samples.flink.connector;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A split in a checkpoint of a reader. */
final class SplitSerializer implements SimpleVersionedSerializer<ZmqSplit> {

  @Override
  public int getVersion() {
    return SplitFormat.VERSION;
  }

  @Override
  public byte[] serialize(ZmqSplit split) throws IOException {
    return SplitFormat.bytes((DataOutputStream out) -> SplitFormat.write(split, out));
  }

  @Override
  public ZmqSplit deserialize(int version, byte[] bytes) throws IOException {
    try (DataInputStream in = SplitFormat.input(version, bytes)) {
      return SplitFormat.read(in);
    }
  }
}
