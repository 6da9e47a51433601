package reactor.zmtp.hostile.run;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.test.ZmtpBytes;

/** One connection of an attacker, by TCP or a Unix domain socket: it waits for what it asks for. */
final class Raw implements AutoCloseable {

  static final LongAdder CONNECTIONS = new LongAdder();
  static final LongAdder BYTES = new LongAdder();

  private static final int CONNECT_MILLIS = 2000;

  /** Whoever is not read for so long, and not thrown out, goes by himself. */
  private static final int WRITE_MILLIS = 20_000;

  private static final int GREETING = 64;

  private final SocketChannel channel;
  private int patience = CONNECT_MILLIS;
  private @Nullable Selector selector;

  private Raw(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects; what is asked for and does not come within a while is a failure. */
  static Raw connect(Door door) throws IOException {
    SocketAddress address = door.next();
    boolean local = address instanceof UnixDomainSocketAddress;
    Raw raw =
        new Raw(local ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open());
    try {
      if (local) {
        raw.channel.configureBlocking(false);
        raw.channel.connect(address);
      } else {
        raw.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        raw.channel.socket().connect(address, CONNECT_MILLIS);
        raw.channel.configureBlocking(false);
      }
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
    SocketChannel accepted = listener.accept().getChannel();
    accepted.configureBlocking(false);
    return new Raw(accepted);
  }

  /** Has shaken hands without security. */
  static Raw join(Door door, String type) throws IOException {
    return connect(door)
        .orClose(
            raw ->
                raw.send(ZmtpBytes.greeting(), ZmtpBytes.ready(type)).skipGreeting().skipFrame());
  }

  /** What somebody says, and waits for. */
  interface Talk {
    void to(Raw raw) throws IOException;
  }

  /** The same after that; closed if it fails. */
  Raw orClose(Talk talk) throws IOException {
    try {
      talk.to(this);
      return this;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  Raw send(byte[]... parts) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(ZmtpBytes.concat(parts));
    BYTES.add(bytes.remaining());
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0 && !await(SelectionKey.OP_WRITE, WRITE_MILLIS)) {
        throw new IOException("nobody reads");
      }
    }
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

  byte[] read(int bytes) throws IOException {
    ByteBuffer read = ByteBuffer.allocate(bytes);
    while (read.hasRemaining()) {
      read(read);
    }
    return read.array();
  }

  /** Reads what there is, one byte at least. */
  private void read(ByteBuffer to) throws IOException {
    int read = channel.read(to);
    if (read == 0 && !await(SelectionKey.OP_READ, patience)) {
      throw new IOException("nothing comes");
    }
    if (read < 0) {
      throw new EOFException("closed after " + to.position() + " bytes of " + to.limit());
    }
  }

  private boolean await(int operation, int millis) throws IOException {
    Selector waiting = selector;
    if (waiting == null) {
      waiting = Selector.open();
      selector = waiting;
    }
    channel.register(waiting, operation);
    int ready = waiting.select(millis);
    waiting.selectedKeys().clear();
    return ready > 0;
  }

  /** Reads until the other side closes, or nothing comes for so long. */
  void untilClosed(int millis) {
    patience = millis;
    ByteBuffer some = ByteBuffer.allocate(4096);
    try {
      while (true) {
        read(some.clear());
      }
    } catch (IOException e) {
      // closed, reset, or not closed yet: all will do
    }
  }

  /** Ends the connection so that all that was sent arrives. */
  void leave() throws IOException {
    channel.close();
    closeSelector();
  }

  /** Ends a connection of TCP with RST, which leaves nothing behind. */
  @Override
  public void close() {
    try {
      if (channel.isConnected() && channel.getRemoteAddress() instanceof UnixDomainSocketAddress) {
        leave();
        return;
      }
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      leave();
    } catch (IOException e) {
      // it is over already
    }
  }

  private void closeSelector() throws IOException {
    if (selector != null) {
      selector.close();
    }
  }
}
