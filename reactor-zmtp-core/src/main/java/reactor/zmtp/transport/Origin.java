package reactor.zmtp.transport;

/**
 * Where a connection comes from, as its transport knows it. The {@code network} counts as one
 * origin for limits, and so has equals and hashCode; the name is for events and errors.
 */
public record Origin(Object network, String name) {}
