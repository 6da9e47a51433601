package reactor.zmtp.hostile.run;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static reactor.zmtp.test.ZmtpBytes.concat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** What those do who come by HTTP, and want WebSocket or say so (RFC 6455, RFC 45). */
final class WsAttacks implements AutoCloseable {

  private static final int MOMENT = 100;
  private static final int BEYOND_THE_LIMITS = 80 << 20;
  private static final int FIN = 0x80;
  private static final int BINARY = 0x2;
  private static final int PING = 0x9;
  private static final byte[] REQUEST = request("GET", Target.WS_PATH, "");

  /** Flags of a command, and READY of a DEALER in it, as RFC 45 has it. */
  private static final byte[] READY =
      frame(FIN | BINARY, concat(new byte[] {2}, body("READY", "Socket-Type", "DEALER")));

  private static final byte[] PINGS =
      TrafficAttacks.repeated(frame(FIN | PING, new byte[125]), 500);
  private static final byte[] FRAGMENT = frame(0, new byte[60_000]);
  private static final byte[] EMPTY_FRAGMENTS =
      TrafficAttacks.repeated(frame(0, new byte[0]), 8192);
  private static final byte[] QUESTIONS =
      TrafficAttacks.repeated(frame(FIN | BINARY, new byte[100]), 300);

  private final Door door;
  private final Random random = new Random(3);
  private final AtomicInteger turn = new AtomicInteger();
  private final Held held = new Held(100);

  WsAttacks(Door door) {
    this.door = door;
  }

  /** Some of a request, or one byte of it at a time; or all, and nothing of the handshake in it. */
  void stopHalfway() throws IOException {
    Raw raw = Raw.connect(door);
    held.add(raw);
    switch (next(4)) {
      case 0 -> raw.send(Arrays.copyOf(REQUEST, 1 + random.nextInt(REQUEST.length - 1)));
      case 1 -> {
        for (int i = 0; i < 20; i++) {
          raw.send(Arrays.copyOfRange(REQUEST, i, i + 1));
          Attackers.pause(10);
        }
      }
      case 2 -> raw.send(REQUEST);
      default -> raw.send(REQUEST, Arrays.copyOf(READY, READY.length / 2));
    }
  }

  /** What is no request of HTTP, or none for WebSocket, or none that is served here. */
  void askForSomethingElse() throws IOException {
    byte[] noise = new byte[1 + random.nextInt(4096)];
    random.nextBytes(noise);
    end(
        Raw.connect(door)
            .send(
                switch (next(6)) {
                  case 0 -> noise;
                  case 1 -> "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII);
                  case 2 -> request("GET", "/" + "x".repeat(next(3000)), "");
                  case 3 -> request("POST", Target.WS_PATH, "Content-Length: 1000000000\r\n");
                  case 4 -> request("GET", Target.WS_PATH, "Transfer-Encoding: chunked\r\n");
                  default -> concat(REQUEST, noise);
                }));
  }

  /** Each from a page of another origin. */
  void comeFromAnywhere() throws IOException {
    String origin = "Origin: https://" + turn.getAndIncrement() + ".example.com\r\n";
    end(Raw.connect(door).send(request("GET", Target.WS_PATH, origin)));
  }

  /** A line or headers that do not end. */
  void askWithoutEnd() throws IOException {
    try (Raw raw = Raw.connect(door)) {
      raw.send(Arrays.copyOf(REQUEST, REQUEST.length - 2));
      byte[] more =
          (next(2) == 0 ? "x".repeat(1000) : "X-Header: more of them\r\n".repeat(40))
              .getBytes(US_ASCII);
      for (long sent = 0; sent < BEYOND_THE_LIMITS; sent += more.length) {
        raw.send(more);
      }
    }
  }

  /** In the handshake, or as a peer. */
  void breakTheRules() throws IOException {
    Raw raw = turn.get() % 2 == 0 ? join() : Raw.connect(door).send(REQUEST);
    end(
        raw.send(
            switch (next(20) / 2) {
              case 0 -> new byte[] {(byte) (FIN | BINARY), 1, 0}; // not masked
              case 1 -> frame(FIN | 0x3, new byte[10]);
              case 2 -> frame(FIN | 0xf, new byte[10]);
              case 3 -> frame(FIN | 0x70 | BINARY, new byte[10]);
              case 4 -> frame(PING, new byte[10]); // in fragments
              case 5 -> frame(FIN | PING, new byte[126]);
              case 6 -> header(FIN | BINARY, Long.MAX_VALUE - random.nextInt(5));
              case 7 -> header(FIN | BINARY, Long.MIN_VALUE);
              case 8 -> concat(frame(FIN | 0x1, new byte[10]), frame(FIN | BINARY, new byte[0]));
              default -> concat(header(0x2, 64 << 20), header(0x2, 5));
            }));
  }

  /** A message that does not end: in large fragments, or in empty ones. */
  void endlessFragments() throws IOException {
    byte[] fragments = next(2) == 0 ? FRAGMENT : EMPTY_FRAGMENTS;
    try (Raw raw = join().send(frame(BINARY, new byte[] {0}))) {
      for (long sent = 0; sent < BEYOND_THE_LIMITS; sent += fragments.length) {
        raw.send(fragments);
        Attackers.pause(3);
      }
    }
  }

  /** And questions: neither pongs nor answers are read. */
  void floodWithPings() throws IOException {
    Raw raw = join();
    held.add(raw);
    for (int i = 0; i < 20; i++) {
      raw.send(PINGS, QUESTIONS);
      Attackers.pause(5);
    }
  }

  /** Has shaken hands without security. */
  private Raw join() throws IOException {
    return Raw.connect(door).orClose(WsAttacks::handshake);
  }

  private static void handshake(Raw raw) throws IOException {
    raw.send(REQUEST, READY);
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      answer.append((char) raw.read(1)[0]);
    }
    int length = raw.read(2)[1];
    raw.read(length);
  }

  private static byte[] request(String method, String path, String more) {
    String head =
        String.join(
            "\r\n",
            List.of(
                method + " " + path + " HTTP/1.1",
                "Host: 127.0.0.1",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Protocol: ZWS2.0/NULL"));
    return (head + "\r\n" + more + "\r\n").getBytes(US_ASCII);
  }

  private static byte[] body(String command, String property, String value) {
    byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(value.length()).array();
    return concat(
        new byte[] {(byte) command.length()},
        command.getBytes(US_ASCII),
        new byte[] {(byte) property.length()},
        property.getBytes(US_ASCII),
        length,
        value.getBytes(US_ASCII));
  }

  /** Masked with zeros, which leaves the payload as it is. */
  private static byte[] frame(int first, byte[] payload) {
    return concat(header(first, payload.length), payload);
  }

  private static byte[] header(int first, long length) {
    ByteBuffer header = ByteBuffer.allocate(14).put((byte) first);
    if (length >= 0 && length <= 125) {
      header.put((byte) (0x80 | length));
    } else if (length >= 0 && length <= 0xffff) {
      header.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      header.put((byte) (0x80 | 127)).putLong(length);
    }
    header.putInt(0);
    return Arrays.copyOf(header.array(), header.position());
  }

  private int next(int bound) {
    return Math.floorMod(turn.getAndIncrement(), bound);
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
