package reactor.zmtp.samples.flink.connector;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How splits are written into checkpoints. */
final class SplitFormat {

  static final int VERSION = 1;

  private SplitFormat() {}

  static void write(ZmqSplit split, DataOutputStream out) throws IOException {
    out.writeUTF(split.splitId());
    out.writeUTF(split.generation());
    out.writeLong(split.position());
    out.writeBoolean(split.ended());
  }

  static ZmqSplit read(DataInputStream in) throws IOException {
    return new ZmqSplit(in.readUTF(), in.readUTF(), in.readLong(), in.readBoolean());
  }

  static byte[] bytes(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.to(out);
    }
    return bytes.toByteArray();
  }

  static DataInputStream input(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw new IOException(
          "splits of version %d are in the checkpoint, this reads version %d"
              .formatted(version, VERSION));
    }
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  /** What goes into the bytes. */
  interface Writing {
    void to(DataOutputStream out) throws IOException;
  }
}
