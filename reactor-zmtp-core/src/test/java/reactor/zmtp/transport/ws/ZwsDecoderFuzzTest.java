package reactor.zmtp.transport.ws;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.fuzz.Allocation;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;
import reactor.zmtp.fuzz.Pieces;

/**
 * Any WebSocket frames: frames of ZMTP, pings, pongs and closes, or a broken rule; the same however
 * they are cut.
 */
class ZwsDecoderFuzzTest {

  private static final int MOST = 100;

  /** Who decodes: a server or a client, with a mechanism's commands or without. */
  private record Side(boolean masked, boolean bare) {}

  /** What came of it. */
  private record Verdict(String zmtp, List<String> controls, @Nullable Object broken) {}

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) {
    Input input = new Input(bytes);
    int choice = input.next();
    Side side = new Side((choice & 1) == 0, (choice & 2) != 0);
    int cuts = input.next();
    byte[] wire = input.rest();

    long before = Allocation.soFar();
    Verdict verdict = decode(side, wire, cuts);
    long allocated = Allocation.soFar() - before;

    Check.that(verdict.equals(decode(side, wire, Pieces.WHOLE)), "cuts make a difference");
    Allocation.check(
        wire.length,
        16_384,
        1024,
        allocated,
        () -> {
          long start = Allocation.soFar();
          decode(side, wire, cuts);
          return Allocation.soFar() - start;
        });
  }

  private static Verdict decode(Side side, byte[] wire, int cuts) {
    List<String> controls = new ArrayList<>();
    Function<byte[], byte[]> introduction = side.bare ? body -> body : null;
    ZwsDecoder decoder =
        new ZwsDecoder(
            side.masked,
            (opcode, payload) -> {
              Check.that(payload.length <= Opcode.LONGEST_CONTROL, "a control frame is short");
              controls.add(opcode + " " + Arrays.toString(payload));
            },
            introduction,
            MOST);
    ByteBuf out = Unpooled.buffer();
    Pieces pieces = new Pieces(wire, cuts);
    try {
      while (pieces.hasNext()) {
        ByteBuf piece = Unpooled.wrappedBuffer(pieces.next());
        decoder.decode(piece, out);
        Check.that(!piece.isReadable(), "all that comes is taken");
      }
    } catch (ProtocolException e) {
      return new Verdict(ByteBufUtil.hexDump(out), controls, e.rule());
    }
    return new Verdict(ByteBufUtil.hexDump(out), controls, null);
  }
}
