package reactor.zmtp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Credit;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.pipe.WriteListener;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Framing;
import reactor.zmtp.wire.MessageEncoder;

/** When what protects frames fails, as GSSAPI may at any time. */
class WriterTest {

  private static final DefaultMessage FIRST = new DefaultMessage(new byte[] {1});
  private static final DefaultMessage SECOND = new DefaultMessage(new byte[] {2});
  private static final RuntimeException FAILURE = new IllegalStateException("no context");

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
  private final List<Throwable> failures = new ArrayList<>();
  private final EmbeddedChannel channel = channel();
  private final Pipe pipe =
      new Pipe(new FakeSocket(), new ToWriter(), new FakePeer(), new HighWaterMarks(10, 10, 10));
  private @Nullable Writer writer;

  @Test
  void aMessageThatCannotBeSealedCostsTheConnectionAndIsNotWritten() {
    writer = writer(1);
    pipe.send(FIRST, WriteListener.NOBODY);
    pipe.send(SECOND, WriteListener.NOBODY);
    writer.flush();

    assertThat(failures).containsExactly(FAILURE);
    assertThat(writer.isBlocked()).isTrue();
    assertThat(channel.outboundMessages()).isEmpty();
    assertThat(pipe.firstUnwritten()).isSameAs(FIRST);
    assertThat(pipe.waiting()).isEqualTo(2);
  }

  @Test
  void norIsACommand() {
    writer = writer(0);
    writer.send(Command.ping(0, new byte[0]));
    writer.flushCommands();

    assertThat(failures).containsExactly(FAILURE);
    assertThat(writer.isBlocked()).isTrue();
    assertThat(channel.outboundMessages()).isEmpty();
    assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
        .isZero();
  }

  private EmbeddedChannel channel() {
    EmbeddedChannel made = new EmbeddedChannel();
    made.config().setAllocator(allocator);
    made.pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                failures.add(cause);
              }
            });
    return made;
  }

  private Writer writer(int seals) {
    Writer made =
        new Writer(
            channel.pipeline().lastContext(),
            MessageEncoder.sealed(allocator, 1),
            Framing.ZMTP_2_0,
            new FailingBox(seals),
            false);
    made.start(pipe, false);
    return made;
  }

  private final class ToWriter implements PipeLink {

    @Override
    public boolean isBlocked() {
      return writer == null || writer.isBlocked();
    }

    @Override
    public void write(DefaultMessage message) {
      if (writer != null) {
        writer.write(message);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void announce(Announcement what, byte[] subject) {}

    @Override
    public void grant(Credit credit) {}

    @Override
    public void stopReading() {}

    @Override
    public boolean hasUnread() {
      return false;
    }

    @Override
    public void resumeReading() {}

    @Override
    public void discardUnread() {}

    @Override
    public void close() {}
  }

  /** Seals some frames and fails then. */
  private static final class FailingBox implements FrameBox {

    private int left;

    FailingBox(int seals) {
      left = seals;
    }

    @Override
    public byte[] seal(int flags, byte[] payload, int offset, int length) {
      if (left-- == 0) {
        throw FAILURE;
      }
      return Arrays.copyOfRange(payload, offset, offset + length + 1);
    }

    @Override
    public byte[] open(byte[] sealed) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int flags() {
      return 0;
    }
  }
}
