package reactor.zmtp.connection;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;

/**
 * Detects that a peer has ended its side of a connection that is not read, and of which there may
 * be more to read. Only Linux's epoll shows that; elsewhere it is seen when all has been read.
 */
final class Hangup {

  /** Linux's number for a connection that both sides have. */
  private static final int TCP_ESTABLISHED = 1;

  private Hangup() {}

  static boolean of(Channel channel) {
    return channel instanceof EpollSocketChannel tcp && tcp.tcpInfo().state() != TCP_ESTABLISHED;
  }
}
