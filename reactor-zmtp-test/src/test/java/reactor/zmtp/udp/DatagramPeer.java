package reactor.zmtp.udp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import reactor.core.Disposable;
import reactor.zmtp.watch.Scene;

/** Java's own datagram socket on loopback, in place of another ZeroMQ's RADIO or DISH. */
final class DatagramPeer implements Disposable {

  private final DatagramSocket socket;

  DatagramPeer() {
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      socket.setSoTimeout((int) Scene.PATIENCE.toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A datagram as libzmq writes it. */
  static byte[] datagram(String group, String body) {
    byte[] name = group.getBytes(StandardCharsets.UTF_8);
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + name.length + text.length)
        .put((byte) name.length)
        .put(name)
        .put(text)
        .array();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Where a RADIO connects to. */
  String endpoint() {
    return "udp://127.0.0.1:" + socket.getLocalPort();
  }

  void send(int port, String group, String body) {
    send(port, datagram(group, body));
  }

  void send(int port, byte[] datagram) {
    try {
      socket.send(
          new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] receive() {
    DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
    try {
      socket.receive(packet);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(packet.getData(), packet.getLength());
  }

  @Override
  public void dispose() {
    socket.close();
  }
}
