package reactor.zmtp.samples.flink.connector;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A batch in a checkpoint of a sink. */
final class BatchSerializer implements SimpleVersionedSerializer<Batch> {

  @Override
  public int getVersion() {
    return SplitFormat.VERSION;
  }

  @Override
  public byte[] serialize(Batch batch) throws IOException {
    return SplitFormat.bytes((DataOutputStream out) -> batch.write(out));
  }

  @Override
  public Batch deserialize(int version, byte[] bytes) throws IOException {
    try (DataInputStream in = SplitFormat.input(version, bytes)) {
      return Batch.read(in);
    }
  }
}
