package reactor.zmtp.websocket;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests for WebSocket, byte by byte. */
final class Upgrades {

  private static final int PATIENCE_MILLIS = 20_000;

  private Upgrades() {}

  static String request(String path, String subprotocol) {
    return String.join(
        "\r\n",
        List.of(
            "GET " + path + " HTTP/1.1",
            "Host: x",
            "Connection: keep-alive, Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol: " + subprotocol,
            "",
            ""));
  }

  /** Binary messages of a client, with a mask of zeros. */
  static byte[] masked(String... messages) {
    byte[] all = new byte[0];
    for (String message : messages) {
      byte[] body = message.getBytes(StandardCharsets.ISO_8859_1);
      byte[] header = {(byte) 0x82, (byte) (0x80 | body.length), 0, 0, 0, 0};
      all = joined(all, joined(header, body));
    }
    return all;
  }

  static byte[] joined(byte[] one, byte[] other) {
    return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(one, other));
  }

  /** The first line of what is answered. */
  static String answer(int port, String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      StringBuilder line = new StringBuilder();
      for (int octet; (octet = socket.getInputStream().read()) >= 0 && octet != '\n'; ) {
        line.append((char) octet);
      }
      return line.toString();
    }
  }
}
