package reactor.zmtp.endpoint;

import java.net.SocketAddress;

/**
 * Where a connection comes from, as its transport knows it. The {@code network} counts as one
 * origin for limits, and so has equals and hashCode; the name is for errors.
 */
public record Origin(SocketAddress address, Object network, String name) {}
