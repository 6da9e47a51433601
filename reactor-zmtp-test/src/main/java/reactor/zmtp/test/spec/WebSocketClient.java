package reactor.zmtp.test.spec;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A WebSocket (RFC 6455) as the suite needs it: binary messages over a blocking socket. The JDK's
 * own refuses the subprotocols of RFC 45, whose names have a slash.
 */
final class WebSocketClient implements Closeable {

  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int CONTINUATION = 0;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  /** Status 1000. */
  private static final byte[] NORMAL = {0x03, (byte) 0xe8};

  private static final int SHORT_AT_MOST = 125;
  private static final int TWO_OCTETS = 126;
  private static final int EIGHT_OCTETS = 127;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private WebSocketClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
  }

  /** Connects; a server that does not upgrade, and to this subprotocol, is an error. */
  static WebSocketClient connect(URI target, String subprotocol) throws IOException {
    WebSocketClient client = new WebSocketClient(new Socket(target.getHost(), target.getPort()));
    String request =
        String.join(
            "\r\n",
            "GET " + (target.getPath().isEmpty() ? "/" : target.getPath()) + " HTTP/1.1",
            "Host: " + target.getAuthority(),
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: em10cHNwZWMgc3VpdGUhIQ==",
            "Sec-WebSocket-Protocol: " + subprotocol,
            "",
            "");
    client.out.write(request.getBytes(StandardCharsets.US_ASCII));
    String answer = client.head();
    if (!answer.startsWith("HTTP/1.1 101") || !answer.contains(subprotocol)) {
      client.close();
      throw new IOException("no upgrade: " + answer);
    }
    return client;
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    return head.toString();
  }

  void send(byte[] message) throws IOException {
    write(BINARY, message);
  }

  /** Says that no more follows; the server answers, and both close. */
  void finish() throws IOException {
    write(CLOSE, NORMAL);
  }

  /** The next message; no octets once the other side has said that it closes. */
  byte[] receive() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      int first = in.readUnsignedByte();
      byte[] payload = in.readNBytes(length(in.readUnsignedByte()));
      int opcode = first & 0x0f;
      if (opcode == CLOSE) {
        write(CLOSE, payload);
        return new byte[0];
      } else if (opcode == PING) {
        write(PONG, payload);
      } else if (opcode == BINARY || opcode == CONTINUATION) {
        message.writeBytes(payload);
        if ((first & FINAL) != 0) {
          return message.toByteArray();
        }
      }
    }
  }

  private int length(int octet) throws IOException {
    return switch (octet) {
      case TWO_OCTETS -> in.readUnsignedShort();
      case EIGHT_OCTETS -> Math.toIntExact(in.readLong());
      default -> octet;
    };
  }

  /** Masked, as a client must, with zeros, which leave the octets as they are. */
  private synchronized void write(int opcode, byte[] payload) throws IOException {
    ByteArrayOutputStream octets = new ByteArrayOutputStream(payload.length + 14);
    DataOutputStream frame = new DataOutputStream(octets);
    frame.write(FINAL | opcode);
    if (payload.length <= SHORT_AT_MOST) {
      frame.write(MASKED | payload.length);
    } else if (payload.length < 1 << 16) {
      frame.write(MASKED | TWO_OCTETS);
      frame.writeShort(payload.length);
    } else {
      frame.write(MASKED | EIGHT_OCTETS);
      frame.writeLong(payload.length);
    }
    frame.writeInt(0);
    frame.write(payload);
    octets.writeTo(out);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
