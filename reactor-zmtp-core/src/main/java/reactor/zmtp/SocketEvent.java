package reactor.zmtp;

import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Event of a socket's endpoints, connections and messages: all that libzmq's socket monitor
 * reports, and what it does not.
 *
 * <p>Events are reported on the socket's event loop, in order. {@code endpoint} is the address of
 * {@link ZmqEndpoint#address()}, or for an endpoint that could not be bound the one that was asked
 * for.
 */
public sealed interface SocketEvent {

  /**
   * The endpoint this is about.
   *
   * @return its address; empty for what concerns the whole socket
   */
  String endpoint();

  /**
   * An endpoint is bound and accepts connections (ZMQ_EVENT_LISTENING).
   *
   * @param endpoint the endpoint
   * @param local the address it is bound to
   */
  record Listening(String endpoint, SocketAddress local) implements SocketEvent {}

  /**
   * An endpoint could not be bound (ZMQ_EVENT_BIND_FAILED).
   *
   * @param endpoint the endpoint as it was asked for
   * @param cause why
   */
  record BindFailed(String endpoint, Throwable cause) implements SocketEvent {}

  /**
   * A connection came in; its handshake begins (ZMQ_EVENT_ACCEPTED).
   *
   * @param endpoint the endpoint it came to
   * @param local this side's address
   * @param remote the peer's address
   */
  record Accepted(String endpoint, SocketAddress local, SocketAddress remote)
      implements SocketEvent {}

  /**
   * A connection could not be accepted, or was turned away before its handshake
   * (ZMQ_EVENT_ACCEPT_FAILED).
   *
   * @param endpoint the endpoint it came to
   * @param remote the peer's address, if it is known
   * @param reason what kind of failure
   * @param cause what went wrong in words
   */
  record AcceptFailed(
      String endpoint, @Nullable SocketAddress remote, AcceptFailure reason, Throwable cause)
      implements SocketEvent {}

  /**
   * A connection attempt has begun and is not finished yet (ZMQ_EVENT_CONNECT_DELAYED).
   *
   * @param endpoint the endpoint
   */
  record ConnectDelayed(String endpoint) implements SocketEvent {}

  /**
   * A connection was made; its handshake begins (ZMQ_EVENT_CONNECTED).
   *
   * @param endpoint the endpoint
   * @param local this side's address
   * @param remote the peer's address
   */
  record Connected(String endpoint, SocketAddress local, SocketAddress remote)
      implements SocketEvent {}

  /**
   * A connection failed or was lost, and will be tried again (ZMQ_EVENT_CONNECT_RETRIED).
   *
   * @param endpoint the endpoint
   * @param delay how long from now
   * @param cause why the last one failed, or null if the peer closed it
   */
  record ConnectRetried(String endpoint, Duration delay, @Nullable Throwable cause)
      implements SocketEvent {}

  /**
   * A connection failed or was lost, and will not be tried again, because of {@code reconnectStop}
   * or a negative {@code reconnectInterval}, or because the peer refused this side's credentials.
   * The endpoint is gone from {@link ZmqSocket#endpoints()} by then; the application may connect to
   * it anew.
   *
   * @param endpoint the endpoint
   * @param cause why the last one failed, or null if the peer closed it
   */
  record ConnectAbandoned(String endpoint, @Nullable Throwable cause) implements SocketEvent {}

  /**
   * A peer is ready for messages (ZMQ_EVENT_HANDSHAKE_SUCCEEDED).
   *
   * @param endpoint the endpoint it belongs to
   * @param local this side's address
   * @param remote the peer's address
   * @param peerType the peer's socket type, or null if its protocol has none
   */
  record HandshakeSucceeded(
      String endpoint, SocketAddress local, SocketAddress remote, @Nullable SocketType peerType)
      implements SocketEvent {}

  /**
   * A peer did not become one; its connection is closed (ZMQ_EVENT_HANDSHAKE_FAILED_*).
   *
   * @param endpoint the endpoint it belongs to
   * @param local this side's address
   * @param remote the peer's address
   * @param reason what kind of failure
   * @param cause what went wrong in words
   */
  record HandshakeFailed(
      String endpoint,
      SocketAddress local,
      SocketAddress remote,
      HandshakeFailure reason,
      Throwable cause)
      implements SocketEvent {}

  /**
   * A peer that had been ready is gone (ZMQ_EVENT_DISCONNECTED).
   *
   * @param endpoint the endpoint it belongs to
   * @param local this side's address
   * @param remote the peer's address
   * @param reason what kind of end it was
   * @param cause why, or null if the peer closed the connection or this side was asked to
   */
  record Disconnected(
      String endpoint,
      SocketAddress local,
      SocketAddress remote,
      DisconnectReason reason,
      @Nullable Throwable cause)
      implements SocketEvent {}

  /**
   * An endpoint is no longer bound or no longer connects (ZMQ_EVENT_CLOSED).
   *
   * @param endpoint the endpoint
   */
  record Closed(String endpoint) implements SocketEvent {}

  /**
   * Messages were discarded: nothing is lost silently. What is lost at one moment for one reason is
   * told together.
   *
   * @param endpoint the endpoint of the peer they were for or from; empty if they had none
   * @param remote that peer's address, or null if they had none
   * @param count how many
   * @param reason why
   */
  record Discarded(
      String endpoint, @Nullable SocketAddress remote, long count, DiscardReason reason)
      implements SocketEvent {}

  /**
   * The handler of a REP's {@code reply} threw something, published an error or took longer than
   * {@code handlerTimeout}; the peer gets what {@code onError} says.
   *
   * @param endpoint the endpoint of the peer that had asked
   * @param remote that peer's address
   * @param cause what the handler threw or published, or a {@link HandlerTimeoutException}
   */
  record HandlerFailed(String endpoint, SocketAddress remote, Throwable cause)
      implements SocketEvent {}

  /**
   * The socket is gone; no event follows (ZMQ_EVENT_MONITOR_STOPPED).
   *
   * @param endpoint always empty
   */
  record Stopped(String endpoint) implements SocketEvent {}

  /** Kinds of {@link AcceptFailed}. */
  enum AcceptFailure {
    /** No network that {@code acceptFilter} names has the peer's address. */
    FILTERED,
    /** More connections came from the peer's address than {@code maxConnectionRate} allows. */
    TOO_FREQUENT,
    /** The socket has as many peers as {@code maxPeers} allows. */
    TOO_MANY_PEERS,
    /**
     * As many connections as {@code maxHandshakes} allows are in their handshake, and none of them
     * gives way.
     */
    TOO_MANY_HANDSHAKES,
    /** The peer had closed the connection before it was accepted. */
    GONE,
    /** The operating system refused: it is out of file descriptors, for one. */
    SYSTEM
  }

  /** Kinds of {@link HandshakeFailed}. */
  enum HandshakeFailure {
    /** The connection ended before the handshake did (ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL). */
    CLOSED,
    /** It took longer than {@code handshakeTimeout} (ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL). */
    TIMEOUT,
    /**
     * The peer broke the protocol; the cause is a {@link ProtocolException} that names the rule
     * (ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL).
     */
    PROTOCOL,
    /**
     * The peer sent ERROR (ZMQ_EVENT_HANDSHAKE_FAILED_AUTH). If it gave a status of RFC 27, or this
     * side has credentials, the cause is an {@link AuthenticationException}, and if that {@link
     * AuthenticationException#isFinal is final} a connecting endpoint does not try again.
     */
    REFUSED_BY_PEER,
    /**
     * This side's authenticator refused the peer, or GSSAPI did not come to an end that proves who
     * is who, such as without a ticket; the cause is an {@link AuthenticationException}
     * (ZMQ_EVENT_HANDSHAKE_FAILED_AUTH). A connecting endpoint tries again.
     */
    AUTHENTICATION,
    /**
     * TLS failed, on this side or the peer's: a certificate that is not trusted, not for the host
     * that was connected to, or missing; or the peer does not speak TLS. The cause's cause is what
     * the TLS engine said. libzmq has no TLS.
     */
    TLS,
    /** This socket has its one peer already: PAIR and CHANNEL say so. */
    EXCLUSIVE,
    /**
     * A peer of the same routing id is there already: a ROUTER without {@code handover} says so.
     */
    DUPLICATE_ID,
    /**
     * The socket has as many peers as {@code maxPeers} allows; it had not when the connection came.
     */
    TOO_MANY_PEERS,
    /**
     * As many connections as {@code maxHandshakes} allows are in their handshake, and this one, the
     * oldest from the address with the most of them, gave way to one from another address.
     */
    TOO_MANY_HANDSHAKES
  }

  /** Kinds of {@link Disconnected}. */
  enum DisconnectReason {
    /** The peer closed the connection; there is no cause. */
    PEER_CLOSED,
    /** This side was asked to close it; there is no cause. */
    CLOSED,
    /**
     * The peer broke the protocol, or a limit of this side; the cause is a {@link
     * ProtocolException} that names the rule.
     */
    PROTOCOL,
    /** The peer gave no sign of life for longer than {@code heartbeatTimeout}. */
    SILENT,
    /** The operating system lost the connection, or the peer reset it. */
    FAILED
  }

  /** Reasons of {@link Discarded}. */
  enum DiscardReason {
    /** The linger period ended before they were written. */
    LINGER,
    /** They had been received and the socket was closed before they were requested. */
    NOT_RECEIVED,
    /** They came to a socket that only sends. */
    NOT_RECEIVABLE,
    /** As many as its high-water mark allows were waiting for the peer already. */
    PEER_FULL,
    /** The peer went before they were written to it. */
    PEER_GONE,
    /** There was no peer of their routing id. */
    UNROUTABLE,
    /**
     * A subscriber of {@code topic()} was slow, and its {@link TopicOverflow} says that they are
     * dropped. Each is counted once for each such subscriber.
     */
    SUBSCRIBER_FULL,
    /** They were of no topic that a subscriber of {@code topic()} has. */
    NO_SUBSCRIBER,
    /** They were not of the shape that the socket type's protocol asks for. */
    MALFORMED,
    /** They were replies to no request that waits: it was cancelled, or never made. */
    UNEXPECTED,
    /**
     * They have more bytes than one datagram of a udp endpoint: with their group 8191, of a DGRAM
     * 8192.
     */
    TOO_LARGE,
    /** The operating system refused to send their datagrams, for want of a route for one. */
    NOT_SENT,
    /**
     * They came in datagrams when as many as the receive high-water mark allows were waiting. What
     * the operating system has dropped before is not told by anybody.
     */
    NO_ROOM
  }
}
