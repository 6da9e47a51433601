package reactor.zmtp.wire;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.fuzz.Allocation;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;
import reactor.zmtp.fuzz.Pieces;

/** Any first bytes: a greeting or a broken rule, the same however they are cut. */
class GreetingFuzzTest {

  private record Verdict(@Nullable Object outcome, int left) {}

  @FuzzTest(maxDuration = "")
  void fuzz(byte[] bytes) {
    Input input = new Input(bytes);
    ProtocolVersion minimum = input.oneOf(ProtocolVersion.values());
    int cuts = input.next();
    byte[] wire = input.rest();

    long before = Allocation.soFar();
    Verdict verdict = decode(minimum, wire, cuts);
    long allocated = Allocation.soFar() - before;
    Check.that(
        Objects.equals(verdict, decode(minimum, wire, Pieces.WHOLE)), "cuts make a difference");
    if (verdict.outcome instanceof Greeting greeting) {
      Check.that(verdict.left == wire.length - Greeting.LENGTH, "64 bytes are a greeting");
      Check.that(
          greeting.equals(decode(minimum, Hex.written(greeting), cuts).outcome), "it comes back");
    }
    Allocation.check(
        wire.length,
        16_384,
        512,
        allocated,
        () -> {
          long start = Allocation.soFar();
          decode(minimum, wire, cuts);
          return Allocation.soFar() - start;
        });
  }

  /** The greeting, or the rule that is broken, or null as long as bytes are missing. */
  private static Verdict decode(ProtocolVersion minimum, byte[] wire, int cuts) {
    GreetingDecoder decoder = new GreetingDecoder(minimum);
    Pieces pieces = new Pieces(wire, cuts);
    Greeting greeting = null;
    int left = 0;
    try {
      while (pieces.hasNext()) {
        ByteBuf piece = Unpooled.wrappedBuffer(pieces.next());
        greeting = decoder.decode(piece);
        left += piece.readableBytes();
      }
    } catch (ProtocolException e) {
      return new Verdict(e.rule(), 0);
    }
    return new Verdict(greeting, left);
  }
}
