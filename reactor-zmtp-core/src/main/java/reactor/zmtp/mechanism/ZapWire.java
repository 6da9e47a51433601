package reactor.zmtp.mechanism;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.zmtp.IpcProcess;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.security.ZapRequest;
import reactor.zmtp.wire.Ascii;
import reactor.zmtp.wire.Metadata;

/**
 * ZAP 1.0 on the wire (RFC 27): a request and a reply as frames, without the envelope, which REQ
 * and REP keep to themselves. What is malformed is no request and no reply.
 */
public final class ZapWire {

  private static final byte[] VERSION = {'1', '.', '0'};
  private static final byte[] NOTHING = {};
  private static final Pattern PROCESS =
      Pattern.compile("localhost:(\\d{1,10}):(\\d{1,10}):(\\d{1,10})");
  private static final int LONGEST = 255;
  private static final int KEY = 32;

  private static final int ID = 1;
  private static final int DOMAIN = 2;
  private static final int ADDRESS = 3;
  private static final int IDENTITY = 4;
  private static final int MECHANISM = 5;
  private static final int CREDENTIALS = 6;

  private static final int STATUS = 2;
  private static final int TEXT = 3;
  private static final int USER_ID = 4;
  private static final int METADATA = 5;
  private static final int REPLY = 6;

  private ZapWire() {}

  /**
   * 6 frames, then the credentials, each in its frame; {@code id} is what the reply has to repeat.
   */
  public static ZmqMessage request(byte[] id, ZapRequest request) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(VERSION);
    frames.add(id);
    frames.add(utf8(request.domain()));
    frames.add(utf8(text(request.address())));
    frames.add(request.identity());
    frames.add(utf8(request.mechanism()));
    frames.addAll(request.credentials());
    return ZmqMessage.of(frames);
  }

  /**
   * An IPv4 dotted string, or an IPv6 canonical one; of ipc, which the RFC knows nothing of, what
   * libzmq says: {@code localhost:UID:GID:PID}.
   */
  private static String text(SocketAddress address) {
    if (address instanceof IpcProcess process) {
      return process.user() == null
          ? "localhost:%d:%d:%d".formatted(process.uid(), process.gid(), process.pid())
          : "localhost:%s:%s:".formatted(process.user(), process.group());
    }
    if (!(address instanceof InetSocketAddress inet)) {
      return "";
    }
    return inet.getAddress() == null
        ? inet.getHostString()
        : NetUtil.toAddressString(inet.getAddress());
  }

  /**
   * The id of a request, to be repeated also where the rest of it is malformed; empty if it has
   * none.
   */
  public static byte[] requestId(ZmqMessage message) {
    return message.size() > ID ? message.bytes(ID) : NOTHING;
  }

  /**
   * Reads a request. An address that is no IP address has no {@code InetAddress}; an {@link
   * IllegalArgumentException} names no credentials.
   */
  public static ZapRequest readRequest(ZmqMessage message) {
    check(message.size() >= CREDENTIALS, message.size() + " frames; a request has 6 or more");
    checkVersion(message);
    String domain = string(message, DOMAIN, "domain");
    String address = string(message, ADDRESS, "address");
    checkLength(message, IDENTITY, "identity");
    String mechanism = string(message, MECHANISM, "mechanism");
    check(!mechanism.isEmpty(), "no mechanism is named");
    List<byte[]> credentials = new ArrayList<>();
    for (int i = CREDENTIALS; i < message.size(); i++) {
      credentials.add(message.bytes(i));
    }
    checkCredentials(mechanism, credentials);
    return new ZapRequest(
        mechanism, domain, address(address), message.bytes(IDENTITY), credentials);
  }

  private static void checkCredentials(String mechanism, List<byte[]> credentials) {
    int due =
        switch (mechanism) {
          case "NULL" -> 0;
          case "PLAIN" -> 2;
          case "CURVE", "GSSAPI" -> 1;
          default -> credentials.size();
        };
    check(
        credentials.size() == due,
        "%d credentials; %s has %d".formatted(credentials.size(), mechanism, due));
    check(
        !mechanism.equals("CURVE") || credentials.get(0).length == KEY,
        "a CURVE key that has not 32 bytes");
  }

  private static SocketAddress address(String text) {
    Matcher process = PROCESS.matcher(text);
    if (process.matches()) {
      return IpcProcess.of(
          Long.parseLong(process.group(1)),
          Long.parseLong(process.group(2)),
          Long.parseLong(process.group(3)));
    }
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
    if (bytes == null) {
      return InetSocketAddress.createUnresolved(text, 0);
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IP address has 4 or 16 bytes", e);
    }
  }

  /**
   * 6 frames. Fails if the user id is too long, or the metadata has a name that is none of ZMTP's.
   */
  public static ZmqMessage reply(byte[] id, ZapReply reply) {
    if (reply instanceof ZapReply.Refused refused) {
      byte[] text = utf8(refused.text());
      return ZmqMessage.wrap(
          VERSION.clone(),
          id.clone(),
          utf8(Integer.toString(refused.status())),
          utf8(Ascii.printable(text, 0, text.length)),
          NOTHING,
          NOTHING);
    }
    ZapReply.Accepted accepted = (ZapReply.Accepted) reply;
    byte[] userId = utf8(accepted.userId());
    check(
        userId.length <= LONGEST,
        "a user id of %d bytes; RFC 27 allows 255".formatted(userId.length));
    Metadata metadata = Metadata.empty();
    for (Map.Entry<String, String> each : accepted.metadata().entrySet()) {
      metadata = metadata.with(each.getKey(), each.getValue());
    }
    return ZmqMessage.wrap(
        VERSION.clone(), id.clone(), utf8("200"), utf8("OK"), userId, metadata.toByteArray());
  }

  /**
   * Reads a reply, which must be to the request of that id. As libzmq does, it takes a user id
   * beside a refusal, and names of metadata that RFC 27's grammar has not.
   */
  public static ZapReply readReply(ZmqMessage message, byte[] id) {
    check(message.size() == REPLY, message.size() + " frames; a reply has 6");
    checkVersion(message);
    check(Arrays.equals(message.bytes(ID), id), "it is for another request");
    byte[] code = message.bytes(STATUS);
    String status = Ascii.printable(code, 0, code.length);
    check(
        status.matches("[2345]00"),
        "status \"%s\"; 200, 300, 400 and 500 are right".formatted(status));
    checkLength(message, TEXT, "status text");
    byte[] text = message.bytes(TEXT);
    String userId = string(message, USER_ID, "user id");
    Map<String, String> metadata = metadata(message.bytes(METADATA));
    return status.equals("200")
        ? ZapReply.accepted(userId, metadata)
        : ZapReply.refused(Integer.parseInt(status), Ascii.printable(text, 0, text.length));
  }

  private static Map<String, String> metadata(byte[] bytes) {
    try {
      Metadata read = Metadata.decode(bytes, 0);
      Map<String, String> all = new LinkedHashMap<>();
      for (String name : read.names()) {
        String value = read.text(name);
        all.put(name, value == null ? "" : value);
      }
      return all;
    } catch (ProtocolException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static void checkVersion(ZmqMessage message) {
    byte[] version = message.bytes(0);
    check(
        Arrays.equals(version, VERSION),
        "version \"%s\"; this is 1.0".formatted(Ascii.printable(version, 0, version.length)));
  }

  private static void checkLength(ZmqMessage message, int frame, String what) {
    check(
        message.length(frame) <= LONGEST,
        "a %s of %d bytes; RFC 27 allows 255".formatted(what, message.length(frame)));
  }

  /** RFC 27 wants ASCII; user names of PLAIN are UTF-8 wherever they come from. */
  private static String string(ZmqMessage message, int frame, String what) {
    checkLength(message, frame, what);
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(message.bytes(frame)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a " + what + " that is not UTF-8", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void check(boolean right, String wrong) {
    if (!right) {
      throw new IllegalArgumentException(wrong);
    }
  }
}
