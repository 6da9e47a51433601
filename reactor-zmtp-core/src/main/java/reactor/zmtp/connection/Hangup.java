package reactor.zmtp.connection;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;

/**
 * Detects that a peer has ended its side of a connection that is not read, and of which there may
 * be more to read. Only Linux's epoll shows that; elsewhere it is seen when all has been read.
 */
final class Hangup {

  /** Linux's number for a connection that both sides have. */
  private static final int TCP_ESTABLISHED = 1;

  private Hangup() {}

  /**
   * {@code unasked} if Netty has read, without being asked to, and got nothing. That is how the end
   * of a Unix domain socket shows, which has no state to ask for; nor has it TLS, which may ask.
   */
  static boolean of(Channel channel, boolean unasked) {
    return channel instanceof EpollSocketChannel tcp
        ? tcp.tcpInfo().state() != TCP_ESTABLISHED
        : unasked && channel instanceof EpollDomainSocketChannel;
  }
}
