package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The one write that may be under way, and how far it came if it fails. */
final class PendingWrite {

  /**
   * What is put into one TLS record. One of TLS 1.3 can hold a byte less than 16 KiB: a slice that
   * did not fit would count as written only with the record after it.
   */
  static final int RECORD = 16_000;

  private final ChannelHandlerContext ctx;
  private @Nullable ByteBuf out;

  /** All records but the last; null without any. */
  private @Nullable List<ChannelFuture> records;

  PendingWrite(ChannelHandlerContext ctx) {
    this.ctx = ctx;
  }

  /**
   * TLS, or what carries ZMTP, takes bytes from the buffer long before the operating system does,
   * so how far a write came is counted in records. What has gone of one that was not written whole
   * nobody can read.
   */
  void countRecords() {
    records = new ArrayList<>();
  }

  boolean isUnderWay() {
    return out != null;
  }

  /** Writes bytes, and with them this one's share of their buffer. */
  ChannelFuture begin(ByteBuf bytes) {
    out = bytes.retain(); // to see how far it came
    if (records != null) {
      writeAllButTheLastRecord(bytes, records);
    }
    return ctx.writeAndFlush(bytes);
  }

  private void writeAllButTheLastRecord(ByteBuf bytes, List<ChannelFuture> records) {
    records.clear();
    while (bytes.readableBytes() > RECORD) {
      records.add(ctx.write(bytes.readRetainedSlice(RECORD)));
    }
  }

  /** How many bytes the operating system has taken. */
  int bytesWritten() {
    if (records == null) {
      return out == null ? 0 : out.readerIndex();
    }
    int bytes = 0;
    for (ChannelFuture record : records) {
      bytes += record.isSuccess() ? RECORD : 0;
    }
    return bytes;
  }

  void end() {
    if (out != null) {
      out.release();
      out = null;
    }
  }
}
