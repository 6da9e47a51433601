package reactor.zmtp.hostile.run;

import static reactor.zmtp.test.ZmtpBytes.COMMAND;
import static reactor.zmtp.test.ZmtpBytes.LONG;
import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.frameHeader;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.property;
import static reactor.zmtp.test.ZmtpBytes.ready;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What those do who never become peers, or would do it again. */
final class HandshakeAttacks implements AutoCloseable {

  private static final int MOMENT = 100;
  private static final byte[] ONE_BYTE = {5};
  private static final byte[] PLAIN = greeting(3, 1, "PLAIN", false);
  private static final byte[] HELLO = command("HELLO", hex("03 61 6e 6e 03 6f 6e 65"));
  private static final byte[] WRONG = command("HELLO", hex("03 61 6e 6e 03 74 77 6f"));
  private static final byte[] INITIATE = command("INITIATE", property("Socket-Type", "DEALER"));

  private static final byte[] TOO_MANY_PROPERTIES = ready("DEALER", properties(990));
  private static final byte[] MANY_PROPERTIES = ready("DEALER", properties(60));

  private final Target target;
  private final Recording recording;
  private final AtomicInteger turn = new AtomicInteger();
  private final Held held = new Held(200);

  /** How far somebody goes who then says nothing more. */
  private static final class Beginning {

    final Door door;
    final byte[] bytes;

    Beginning(Door door, byte[] bytes) {
      this.door = door;
      this.bytes = bytes;
    }
  }

  private final List<Beginning> beginnings;

  HandshakeAttacks(Target target, Recording recording) {
    this.target = target;
    this.recording = recording;
    byte[] curve = recording.all();
    this.beginnings =
        List.of(
            new Beginning(target.open(), new byte[0]),
            new Beginning(target.open(), Arrays.copyOf(greeting(), 5)),
            new Beginning(target.open(), Arrays.copyOf(greeting(), 11)),
            new Beginning(target.open(), Arrays.copyOf(greeting(), 63)),
            new Beginning(target.open(), greeting()),
            new Beginning(target.open(), concat(greeting(), half(ready("DEALER")))),
            new Beginning(
                target.open(), concat(greeting(), frameHeader(COMMAND | LONG, 60_000), ONE_BYTE)),
            new Beginning(target.plain(), PLAIN),
            new Beginning(target.plain(), concat(PLAIN, half(HELLO))),
            new Beginning(target.plain(), concat(PLAIN, HELLO)),
            new Beginning(target.curve(), recording.greeting()),
            new Beginning(target.curve(), concat(recording.greeting(), half(recording.hello()))),
            new Beginning(target.curve(), concat(recording.greeting(), recording.hello())),
            new Beginning(
                target.curve(), Arrays.copyOf(curve, curve.length - recording.rest().length / 2)));
  }

  private static byte[][] properties(int count) {
    return IntStream.range(0, count).mapToObj(i -> property("x" + i, "")).toArray(byte[][]::new);
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }

  private <T> T next(List<T> all) {
    return all.get(Math.floorMod(turn.getAndIncrement(), all.size()));
  }

  /** Stops at one step of one of the handshakes. */
  void stopHalfway() throws IOException {
    Beginning beginning = next(beginnings);
    held.add(Raw.connect(beginning.door).send(beginning.bytes));
  }

  /** Says what was said before, by itself or by somebody else. */
  void replay() throws IOException {
    switch (turn.getAndIncrement() % 8) {
      case 0 -> end(Raw.connect(target.plain()).send(PLAIN, HELLO, HELLO));
      case 1 -> end(Raw.connect(target.plain()).send(PLAIN, INITIATE));
      case 2 ->
          end(
              Raw.connect(target.plain())
                  .send(PLAIN, HELLO)
                  .skipGreeting()
                  .skipFrame()
                  .send(INITIATE, INITIATE));
      case 3 -> end(Raw.connect(target.plain()).send(PLAIN, WRONG));
      case 4 -> end(Raw.connect(target.open()).send(greeting(), HELLO));
      case 5 ->
          end(
              Raw.connect(target.curve())
                  .send(recording.greeting(), recording.hello())
                  .skipGreeting()
                  .skipFrame()
                  .send(recording.hello()));
      case 6 ->
          end(
              Raw.connect(target.curve())
                  .send(recording.greeting(), recording.hello())
                  .skipGreeting()
                  .skipFrame()
                  .send(recording.rest()));
      default -> end(Raw.connect(target.curve()).send(recording.greeting(), recording.rest()));
    }
  }

  /** Announces what is too large where little is due. */
  void announceTooMuch() throws IOException {
    long much = 1L << (10 + turn.getAndIncrement() % 53);
    int flags = turn.get() % 2 == 0 ? COMMAND | LONG : LONG;
    end(
        Raw.connect(next(List.of(target.open(), target.plain(), target.curve())))
            .send(greeting(), frameHeader(flags, much)));
  }

  /** More properties than are read, or as many as are, to be kept for a while. */
  void sayTooMuchOfThemselves() throws IOException {
    if (turn.getAndIncrement() % 2 == 0) {
      end(Raw.connect(target.open()).send(greeting(), TOO_MANY_PROPERTIES));
    } else {
      held.add(Raw.connect(target.open()).send(greeting(), MANY_PROPERTIES));
    }
  }

  private static void end(Raw raw) {
    try (raw) {
      raw.untilClosed(MOMENT);
    }
  }

  @Override
  public void close() {
    held.close();
  }
}
