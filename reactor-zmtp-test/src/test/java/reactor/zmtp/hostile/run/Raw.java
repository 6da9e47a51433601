package reactor.zmtp.hostile.run;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;
import reactor.zmtp.test.ZmtpBytes;

/** One connection of an attacker: a plain socket that blocks. */
final class Raw implements AutoCloseable {

  static final LongAdder CONNECTIONS = new LongAdder();
  static final LongAdder BYTES = new LongAdder();

  private static final int CONNECT_MILLIS = 2000;
  private static final int GREETING = 64;

  private final Socket socket = new Socket();

  private Raw() {}

  /** Connects; what is asked for and does not come within a while is a failure. */
  static Raw connect(int port) throws IOException {
    Raw raw = new Raw();
    try {
      raw.socket.setTcpNoDelay(true);
      raw.socket.setSoTimeout(CONNECT_MILLIS);
      raw.socket.connect(Target.address(port), CONNECT_MILLIS);
      CONNECTIONS.increment();
      return raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Has shaken hands without security. */
  static Raw join(int port, String type) throws IOException {
    Raw raw = connect(port);
    raw.send(ZmtpBytes.greeting(), ZmtpBytes.ready(type));
    raw.skip(GREETING);
    raw.skipFrame();
    return raw;
  }

  Raw send(byte[]... parts) throws IOException {
    byte[] bytes = ZmtpBytes.concat(parts);
    socket.getOutputStream().write(bytes);
    BYTES.add(bytes.length);
    return this;
  }

  /** Reads a greeting and goes on. */
  Raw skipGreeting() throws IOException {
    skip(GREETING);
    return this;
  }

  /** Reads a frame and goes on. */
  Raw skipFrame() throws IOException {
    byte[] header = read(2);
    long length = header[1] & 0xff;
    if ((header[0] & ZmtpBytes.LONG) != 0) {
      for (byte each : read(7)) {
        length = length << Byte.SIZE | (each & 0xff);
      }
    }
    skip((int) length);
    return this;
  }

  private void skip(int bytes) throws IOException {
    read(bytes);
  }

  private byte[] read(int bytes) throws IOException {
    byte[] read = socket.getInputStream().readNBytes(bytes);
    if (read.length < bytes) {
      throw new EOFException("closed after " + read.length + " bytes of " + bytes);
    }
    return read;
  }

  /** Reads until the other side closes, or nothing comes for so long. */
  void untilClosed(int millis) {
    try {
      socket.setSoTimeout(millis);
      byte[] some = new byte[4096];
      while (socket.getInputStream().read(some) >= 0) {
        some[0] = 0;
      }
    } catch (IOException e) {
      // reset, or not closed yet: both will do
    }
  }

  /** Ends the connection with RST, which leaves nothing behind. */
  @Override
  public void close() {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // it is over already
    }
  }
}
