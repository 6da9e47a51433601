package reactor.zmtp;

/**
 * Client-server's server (RFC 41): addresses CLIENT peers by routing ids of 4 bytes that are
 * generated for each connection.
 *
 * <p>Messages have one frame: a send of more fails with {@link ZmqException}, and one that comes is
 * discarded. A message for a peer that is not there fails its send with {@link
 * UnroutableException}; one for a peer that is full waits.
 */
public interface ServerSocket extends RoutingSocket {}
