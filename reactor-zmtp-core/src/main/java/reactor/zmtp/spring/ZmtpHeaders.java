package reactor.zmtp.spring;

import java.util.HashMap;
import java.util.Map;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ZmqMessage;

/** Headers by which a {@link ZmqListener} method asks for what a message has beside its payload. */
public final class ZmtpHeaders {

  /** First of several frames as text, a {@code String}: where messages are published, the topic. */
  public static final String TOPIC = "zmtp_topic";

  /** The message with all its frames, a {@link ZmqMessage}. */
  public static final String MESSAGE = "zmtp_message";

  /** Who it came from, a {@link PeerMetadata}. */
  public static final String PEER = "zmtp_peer";

  /** Routing id of the peer, a {@code RoutingId}: of ROUTER, SERVER, PEER and STREAM. */
  public static final String ROUTING_ID = "zmtp_routingId";

  /** Group, a {@code String}: of DISH. */
  public static final String GROUP = "zmtp_group";

  private ZmtpHeaders() {}

  static Map<String, Object> of(ZmqMessage message) {
    Map<String, Object> headers = new HashMap<>();
    if (message.size() > 1) {
      headers.put(TOPIC, message.text(0));
    }
    headers.put(MESSAGE, message);
    PeerMetadata peer = message.peer();
    if (peer != null) {
      headers.put(PEER, peer);
    }
    return headers;
  }
}
