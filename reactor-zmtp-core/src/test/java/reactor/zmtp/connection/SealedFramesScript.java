package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.fuzz.Allocation;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;
import reactor.zmtp.fuzz.Pieces;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Framing;
import reactor.zmtp.wire.MessageAssembler;
import reactor.zmtp.wire.MessageDecoder;

/**
 * Frames through a box: sealed ones, the same again, changed ones, others. What comes out is what
 * an unprotected connection makes of what went in; nothing else comes out.
 */
final class SealedFramesScript {

  private static final PeerMetadata PEER = new FakePeer();
  private static final int MOST_FRAMES = 4;
  private static final int MOST_BYTES = 2000;

  /** Of CURVE, and of what stands for Kerberos. */
  private static final int OVERHEAD = 33;

  private static final class Story implements MessageDecoder.Sink {

    final List<Object> decoded = new ArrayList<>();

    @Override
    public boolean message(DefaultMessage message) {
      return decoded.add(message);
    }

    @Override
    public boolean command(Command command) {
      return decoded.add(command);
    }
  }

  private final Supplier<FrameBox> own;
  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
  private final List<byte[]> inside = new ArrayList<>();
  private byte[] last = {};
  private boolean honest = true;

  private SealedFramesScript(Supplier<FrameBox> own) {
    this.own = own;
  }

  /** Plays an input with a box of the peer's, and with boxes of the own side. */
  static void play(FrameBox peer, Supplier<FrameBox> own, byte[] input) {
    new SealedFramesScript(own).run(peer, new Input(input));
  }

  private void run(FrameBox peer, Input input) {
    int cuts = input.next();
    while (input.hasMore()) {
      step(peer, input);
    }
    byte[] all = wire.toByteArray();

    long before = Allocation.soFar();
    List<Object> opened = open(all, cuts);
    long allocated = Allocation.soFar() - before;
    Check.that(opened.equals(open(all, Pieces.WHOLE)), "cuts make no difference");
    List<Object> plain = unprotected();
    Check.that(
        honest ? opened.equals(plain) : isBeginning(opened, plain), "what went in comes out");
    Allocation.check(
        all.length,
        3 * 65_536,
        512,
        allocated,
        () -> {
          long start = Allocation.soFar();
          open(all, cuts);
          return Allocation.soFar() - start;
        });
  }

  private void step(FrameBox peer, Input input) {
    int choice = input.next();
    switch (choice & 7) {
      case 0 -> {
        honest = false;
        wire.writeBytes(input.bytes());
      }
      case 1 -> {
        honest = false;
        wire.writeBytes(last);
      }
      case 2 -> {
        honest = false;
        byte[] sealed = seal(peer, choice >> 4 & 3, input.bytes());
        sealed[(input.next() << 8 | input.next()) % sealed.length] ^= (byte) (1 | input.next());
        wire.writeBytes(sealed);
      }
      case 3 -> {
        byte[] large = new byte[input.next() * 16];
        Arrays.fill(large, (byte) input.next());
        honest(peer, choice >> 4 & 1, large);
      }
      case 4 -> asCommand(peer, choice >> 4 & 3, input.bytes());
      default -> honest(peer, choice >> 4 & 3, input.bytes());
    }
  }

  private void honest(FrameBox peer, int flags, byte[] payload) {
    last = seal(peer, flags, payload);
    wire.writeBytes(last);
    note(flags, payload);
  }

  /** As RFC 26 has it. */
  private void asCommand(FrameBox peer, int flags, byte[] payload) {
    byte[] sealed = seal(peer, flags, payload);
    sealed[0] |= 4;
    wire.writeBytes(sealed);
    note(flags, payload);
  }

  /** What an unprotected connection would get, as long as there is nothing but that. */
  private void note(int flags, byte[] payload) {
    if (honest) {
      byte[] frame = Framing.ZMTP_2_0.frame(0, payload);
      frame[0] |= (byte) ((flags & FrameBox.MORE) | (flags & FrameBox.COMMAND) << 1);
      inside.add(frame);
    }
  }

  private static byte[] seal(FrameBox peer, int flags, byte[] payload) {
    return Framing.ZMTP_2_0.frame(0, peer.seal(flags, payload, 0, payload.length));
  }

  private List<Object> open(byte[] bytes, int cuts) {
    Story story = new Story();
    SealedFrames frames =
        new SealedFrames(own.get(), story, new MessageAssembler(MOST_BYTES, MOST_FRAMES, PEER));
    MessageDecoder decoder = new MessageDecoder(MOST_BYTES + OVERHEAD, MOST_FRAMES);
    read(decoder, bytes, cuts, frames);
    return story.decoded;
  }

  private List<Object> unprotected() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    inside.forEach(all::writeBytes);
    Story story = new Story();
    read(new MessageDecoder(MOST_BYTES, MOST_FRAMES), all.toByteArray(), Pieces.WHOLE, story);
    return story.decoded;
  }

  private static void read(
      MessageDecoder decoder, byte[] bytes, int cuts, MessageDecoder.Sink sink) {
    try {
      for (Pieces pieces = new Pieces(bytes, cuts); pieces.hasNext(); ) {
        ByteBuf piece = Unpooled.wrappedBuffer(pieces.next());
        while (!decoder.decode(piece, sink)) {
          Check.that(piece.isReadable(), "it stops only before the end");
        }
      }
    } catch (ProtocolException broken) {
      return; // and nothing more is decoded
    }
  }

  private static boolean isBeginning(List<Object> opened, List<Object> plain) {
    return opened.size() >= plain.size()
        ? opened.subList(0, plain.size()).equals(plain)
        : opened.equals(plain.subList(0, opened.size()));
  }
}
