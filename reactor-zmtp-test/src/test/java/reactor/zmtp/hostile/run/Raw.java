package reactor.zmtp.hostile.run;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;
import reactor.zmtp.test.ZmtpBytes;

/** One connection of an attacker: a plain socket that blocks. */
final class Raw implements AutoCloseable {

  static final LongAdder CONNECTIONS = new LongAdder();
  static final LongAdder BYTES = new LongAdder();

  private static final int CONNECT_MILLIS = 2000;
  private static final int GREETING = 64;

  private final Socket socket;

  private Raw(Socket socket) {
    this.socket = socket;
  }

  /** Connects; what is asked for and does not come within a while is a failure. */
  static Raw connect(int port) throws IOException {
    Raw raw = new Raw(new Socket());
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

  /** Waits for somebody who connects to the attacker. */
  static Raw accept(ServerSocket listener) throws IOException {
    listener.setSoTimeout(CONNECT_MILLIS);
    Raw raw = new Raw(listener.accept());
    raw.socket.setSoTimeout(CONNECT_MILLIS);
    return raw;
  }

  /** Has shaken hands without security. */
  static Raw join(int port, String type) throws IOException {
    Raw raw = connect(port);
    raw.send(ZmtpBytes.greeting(), ZmtpBytes.ready(type));
    return raw.skipGreeting().skipFrame();
  }

  Raw send(byte[]... parts) throws IOException {
    byte[] bytes = ZmtpBytes.concat(parts);
    socket.getOutputStream().write(bytes);
    BYTES.add(bytes.length);
    return this;
  }

  /** Reads a greeting and goes on. */
  Raw skipGreeting() throws IOException {
    readGreeting();
    return this;
  }

  /** Reads a frame and goes on. */
  Raw skipFrame() throws IOException {
    readFrame();
    return this;
  }

  byte[] readGreeting() throws IOException {
    return read(GREETING);
  }

  /** With its header. */
  byte[] readFrame() throws IOException {
    byte[] flags = read(1);
    boolean large = (flags[0] & ZmtpBytes.LONG) != 0;
    byte[] length = read(large ? Long.BYTES : 1);
    int size = new BigInteger(1, length).intValueExact();
    return ZmtpBytes.concat(flags, length, read(size));
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

  /** Ends the connection with FIN: all that was sent arrives. */
  void leave() throws IOException {
    socket.close();
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
