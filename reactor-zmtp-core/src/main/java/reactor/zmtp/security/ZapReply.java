package reactor.zmtp.security;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reply that lets a peer in or refuses it (RFC 27). */
public sealed interface ZapReply {

  /**
   * The peer is let in (status 200).
   *
   * @param userId who it is, which {@code PeerMetadata.userId()} has with its messages
   * @param metadata what else is known of it: properties of the peer, before what it says of itself
   */
  record Accepted(String userId, Map<String, String> metadata) implements ZapReply {

    /**
     * Copies the metadata.
     *
     * @param userId who it is
     * @param metadata what else is known of it
     */
    public Accepted {
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
  }

  /**
   * The peer is not let in. It is sent the status alone, and with 300 nothing at all: its
   * connection is closed, and it may try again.
   *
   * @param status 300: not now; 400: never with these credentials; 500: this side has a fault
   * @param text why, for this side's events
   */
  record Refused(int status, String text) implements ZapReply {

    /**
     * Checks the status.
     *
     * @param status 300, 400 or 500
     * @param text why
     * @throws IllegalArgumentException if it is none of the three
     */
    public Refused {
      if (status != 300 && status != 400 && status != 500) {
        throw new IllegalArgumentException(
            "a refusal has status 300, 400 or 500 (RFC 27), not " + status);
      }
    }
  }

  /**
   * Let in.
   *
   * @param userId who it is
   * @return status 200
   */
  static ZapReply accepted(String userId) {
    return new Accepted(userId, Map.of());
  }

  /**
   * Let in, and this is known of it.
   *
   * @param userId who it is
   * @param metadata what is known of it, by name
   * @return status 200
   */
  static ZapReply accepted(String userId, Map<String, String> metadata) {
    return new Accepted(userId, metadata);
  }

  /**
   * The credentials are wrong.
   *
   * @param text why, for this side's events
   * @return status 400
   */
  static ZapReply refused(String text) {
    return new Refused(400, text);
  }

  /**
   * Not let in.
   *
   * @param status 300: not now; 400: never with these credentials; 500: this side has a fault
   * @param text why, for this side's events
   * @return that status
   * @throws IllegalArgumentException if the status is none of the three
   */
  static ZapReply refused(int status, String text) {
    return new Refused(status, text);
  }
}
