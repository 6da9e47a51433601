package reactor.zmtp.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.fuzz.Allocation;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;
import reactor.zmtp.fuzz.Pieces;
import reactor.zmtp.message.DefaultMessage;

/**
 * Any bytes as frames of ZMTP 3.x, 2.0 and 1.0: messages, commands, a broken rule; the same however
 * they are cut and however often the sink has enough. What was decoded is encoded and decoded
 * again.
 */
class FrameFuzzTest {

  /** The version, with its decoder and its encoder. */
  private enum Version {
    V3 {
      @Override
      Decoder decoder(long maxMessageSize, int maxFrames) {
        return new MessageDecoder(maxMessageSize, maxFrames);
      }
    },
    V2 {
      @Override
      Decoder decoder(long maxMessageSize, int maxFrames) {
        return MessageDecoder.withoutCommands(maxMessageSize, maxFrames);
      }
    },
    V1 {
      @Override
      Decoder decoder(long maxMessageSize, int maxFrames) {
        return new Zmtp1Decoder(maxMessageSize, maxFrames, null);
      }

      @Override
      Encoder encoder() {
        return new Zmtp1Encoder(UnpooledByteBufAllocator.DEFAULT);
      }
    };

    abstract Decoder decoder(long maxMessageSize, int maxFrames);

    Encoder encoder() {
      return new MessageEncoder(UnpooledByteBufAllocator.DEFAULT);
    }
  }

  private record Limits(Version version, long maxMessageSize, int maxFrames) {

    Decoder decoder() {
      return version.decoder(maxMessageSize, maxFrames);
    }
  }

  /** Messages and commands in order, and at the end the rule that was broken, if one was. */
  private static final class Story implements MessageDecoder.Sink {

    final List<Object> decoded = new ArrayList<>();
    private final boolean stops;

    Story(boolean stops) {
      this.stops = stops;
    }

    Story read(Decoder decoder, byte[] wire, int cuts) {
      Pieces pieces = new Pieces(wire, cuts);
      try {
        while (pieces.hasNext()) {
          ByteBuf piece = Unpooled.wrappedBuffer(pieces.next());
          boolean all = decoder.decode(piece, this);
          while (!all) {
            Check.that(stops, "it stops only if the sink has enough");
            all = decoder.decode(piece, this);
          }
          Check.that(!piece.isReadable(), "bytes are left over");
        }
      } catch (ProtocolException e) {
        decoded.add(e.rule());
      }
      return this;
    }

    @Override
    public boolean message(DefaultMessage message) {
      decoded.add(message);
      return !stops;
    }

    @Override
    public boolean command(Command command) {
      decoded.add(command);
      return !stops;
    }
  }

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) {
    Input input = new Input(bytes);
    Limits limits =
        new Limits(
            input.oneOf(Version.values()),
            input.oneOf(64L << 20, 1000L, 10L, Long.MAX_VALUE),
            input.oneOf(65_536, 3));
    int cuts = input.next();
    byte[] wire = input.rest();

    long before = Allocation.soFar();
    Story cut = new Story((cuts & 1) != 0).read(limits.decoder(), wire, cuts);
    long allocated = Allocation.soFar() - before;
    Story whole = new Story(false).read(limits.decoder(), wire, Pieces.WHOLE);
    Check.that(whole.decoded.equals(cut.decoded), "cuts make a difference");
    encodeAgain(limits, whole.decoded);
    // For two bytes of the wire an empty frame, its message and a place in a list; if cut, two
    // buffers beside.
    Allocation.check(
        wire.length,
        2 * 65_536 + 16_384,
        512,
        allocated,
        () -> {
          long start = Allocation.soFar();
          new Story(false).read(limits.decoder(), wire, cuts);
          return Allocation.soFar() - start;
        });
  }

  private static void encodeAgain(Limits limits, List<Object> decoded) {
    Encoder encoder = limits.version.encoder();
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    List<Object> sent = new ArrayList<>();
    for (Object each : decoded) {
      if (each instanceof DefaultMessage message) {
        int before = wire.size();
        boolean all = encoder.start(message);
        while (!all) {
          take(encoder, wire);
          all = encoder.resume();
        }
        take(encoder, wire);
        Check.that(wire.size() - before == encoder.encodedSize(message), "the size is as told");
        sent.add(message);
      } else if (each instanceof Command command) {
        byte[] frame = Hex.written(command);
        Check.that(frame.length == command.frameLength(), "the command's length is as told");
        wire.writeBytes(frame);
        sent.add(command);
      }
    }
    encoder.release();
    Story again = new Story(false).read(limits.decoder(), wire.toByteArray(), Pieces.WHOLE);
    Check.that(again.decoded.equals(sent), "what is encoded is decoded as it was");
  }

  private static void take(Encoder encoder, ByteArrayOutputStream wire) {
    ByteBuf taken = encoder.take();
    wire.writeBytes(ByteBufUtil.getBytes(taken));
    taken.release();
  }
}
