package reactor.zmtp;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.transport.address.TcpConnectAddress;
import reactor.zmtp.transport.address.TcpEndpoints;

/**
 * A datagram of a DGRAM socket.
 *
 * @param peer where it comes from, or is to go; resolved
 * @param message what it has in it, one frame that is not empty
 */
public record DatagramMessage(InetSocketAddress peer, ZmqMessage message) {

  /** The most bytes a datagram has, as in libzmq. */
  public static final int MAX_SIZE = 8192;

  /**
   * A datagram.
   *
   * @param peer where it comes from, or is to go; resolved
   * @param message what it has in it, one frame that is not empty
   * @throws IllegalArgumentException if the address is a name that has not been looked up, or the
   *     message has more frames or no bytes
   */
  public DatagramMessage {
    Objects.requireNonNull(message, "message");
    if (peer.isUnresolved()) {
      throw new IllegalArgumentException(
          "a datagram goes to an address, and " + peer.getHostString() + " is a name to look up");
    }
    if (message.size() > 1) {
      throw new IllegalArgumentException("a datagram has one frame, not " + message.size());
    }
    if (message.byteSize() == 0) {
      throw new IllegalArgumentException("Netty sends no empty datagrams; right is 1 byte or more");
    }
  }

  /**
   * Takes the first of two frames for the address, as libzmq's applications write it.
   *
   * @param whole two frames, the first such as {@code 127.0.0.1:5555} or {@code [::1]:5555}; a zero
   *     byte at its end, as libzmq has it, does not count
   * @return the datagram
   * @throws IllegalArgumentException if there are not two frames, or the first is no address
   */
  public static DatagramMessage of(ZmqMessage whole) {
    if (whole.size() != 2) {
      throw new IllegalArgumentException(
          "a datagram has two frames, the address and the message, not " + whole.size());
    }
    return new DatagramMessage(address(whole.text(0)), ((DefaultMessage) whole).withoutFirst());
  }

  private static InetSocketAddress address(String frame) {
    String text = frame.endsWith("\0") ? frame.substring(0, frame.length() - 1) : frame;
    try {
      return TcpConnectAddress.of("udp://" + text, text).destination(true);
    } catch (InvalidEndpointException e) {
      throw new IllegalArgumentException("the first frame is no address: " + e.getMessage(), e);
    }
  }

  /**
   * The address as the first frame.
   *
   * @return a message of two frames
   */
  public ZmqMessage toMessage() {
    byte[] address = TcpEndpoints.address(peer).getBytes(StandardCharsets.US_ASCII);
    return ((DefaultMessage) message).withFirst(address);
  }
}
