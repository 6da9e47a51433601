package reactor.zmtp.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The channels that a JeroMQ socket has connected, to be closed when its context is. JeroMQ leaves
 * one open now and then: the session's last word may end the socket before the session has woken
 * it, its wake-up then throws, and what would have closed the channel is skipped.
 */
final class JeroMqChannels extends SelectorProvider implements AutoCloseable {

  private final SelectorProvider system = SelectorProvider.provider();
  private final Queue<SocketChannel> opened = new ConcurrentLinkedQueue<>();

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    SocketChannel channel = system.openSocketChannel();
    opened.add(channel);
    return channel;
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    return system.openServerSocketChannel();
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    return system.openDatagramChannel();
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    return system.openDatagramChannel(family);
  }

  @Override
  public Pipe openPipe() throws IOException {
    return system.openPipe();
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    return system.openSelector();
  }

  @Override
  public void close() {
    for (SocketChannel channel : opened) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
