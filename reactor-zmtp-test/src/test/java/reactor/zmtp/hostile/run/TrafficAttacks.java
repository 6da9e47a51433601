package reactor.zmtp.hostile.run;

import static reactor.zmtp.test.ZmtpBytes.LONG;
import static reactor.zmtp.test.ZmtpBytes.MORE;
import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.frame;
import static reactor.zmtp.test.ZmtpBytes.frameHeader;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.message;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** What those do who have no secret to tell, or have told it. */
final class TrafficAttacks implements AutoCloseable {

  private static final int MOMENT = 100;
  private static final int BEYOND_THE_LIMITS = 80 << 20;
  private static final byte[] FRAME = frame(MORE, new byte[60_000]);
  private static final int FLOODERS = 20;
  private static final byte[] TINY_MESSAGES = new byte[65_536]; // of one empty frame each
  private static final byte[] EMPTY_FRAMES = repeated(frame(MORE, new byte[0]), 8192);
  private static final byte[] MESSAGES = repeated(message(new byte[100]), 300);

  private final Target target;
  private final Random random = new Random(1);
  private final AtomicInteger turn = new AtomicInteger();
  private final Held announced = new Held(20);
  private final Held mute = new Held(8);

  TrafficAttacks(Target target) {
    this.target = target;
  }

  /** At once, after a greeting, or after a handshake. */
  void randomBytes() throws IOException {
    byte[] bytes = new byte[1 + random.nextInt(4096)];
    random.nextBytes(bytes);
    int n = turn.getAndIncrement();
    Door[] doors = {target.open(), target.plain(), target.curve(), target.pub()};
    Door door = doors[n / 3 % doors.length];
    boolean secured = door.equals(target.plain()) || door.equals(target.curve());
    switch (n % 3) {
      case 0 -> end(Raw.connect(door).send(bytes));
      case 1 -> end(Raw.connect(door).send(greeting(), bytes));
      default ->
          end(
              secured
                  ? Raw.connect(door).send(bytes, greeting())
                  : Raw.join(door, door.equals(target.pub()) ? "SUB" : "DEALER").send(bytes));
    }
  }

  /** Some are refused; others are within the limits, and never come. */
  void hugeFrame() throws IOException {
    int n = turn.getAndIncrement();
    Raw raw = Raw.join(target.open(), "DEALER");
    switch (n % 5) {
      case 0 -> end(raw.send(frameHeader(LONG, -1), new byte[1000]));
      case 1 -> end(raw.send(frameHeader(LONG, (64 << 20) + 1)));
      case 2 -> end(raw.send(frameHeader(MORE | LONG, Long.MAX_VALUE), new byte[1000]));
      case 3 -> announced.add(raw.send(frameHeader(LONG, 64 << 20), new byte[10_000]));
      default -> announced.add(raw.send(frameHeader(LONG, 64 << 20), new byte[1]));
    }
  }

  /** A message that does not end, some 20 MB of it a second. */
  void endlessLargeFrames() throws IOException {
    endless(FRAME, 3);
  }

  /** A message that does not end, and has no bytes. */
  void endlessEmptyFrames() throws IOException {
    endless(EMPTY_FRAMES, 1);
  }

  private void endless(byte[] frames, int pauseMillis) throws IOException {
    try (Raw raw = Raw.join(target.open(), "DEALER")) {
      for (long sent = 0; sent < BEYOND_THE_LIMITS; sent += frames.length) {
        raw.send(frames);
        Attackers.pause(pauseMillis);
      }
    }
  }

  /** Messages that are answered, and everything that is published: none of it is read. */
  void readNothing() throws IOException {
    if (turn.getAndIncrement() % 2 == 0) {
      Raw raw = Raw.join(target.open(), "DEALER");
      mute.add(raw);
      for (int i = 0; i < 50; i++) {
        raw.send(MESSAGES);
        Attackers.pause(5);
      }
    } else {
      mute.add(Raw.join(target.pub(), "SUB").send(command("SUBSCRIBE")));
    }
  }

  /** Twenty peers whose messages are as many as they can be, since they are empty. */
  void flood(BooleanSupplier isTimeLeft) throws IOException {
    try (Held flooders = new Held(FLOODERS)) {
      List<Raw> all = new ArrayList<>();
      for (int i = 0; i < FLOODERS; i++) {
        Raw raw = Raw.join(target.open(), "DEALER");
        flooders.add(raw);
        all.add(raw);
      }
      while (isTimeLeft.getAsBoolean()) {
        for (Raw raw : all) {
          raw.send(TINY_MESSAGES);
        }
      }
    }
  }

  static byte[] repeated(byte[] bytes, int times) {
    byte[][] all = new byte[times][];
    Arrays.fill(all, bytes);
    return concat(all);
  }

  private static void end(Raw raw) {
    try (raw) {
      raw.untilClosed(MOMENT);
    }
  }

  @Override
  public void close() {
    announced.close();
    mute.close();
  }
}
