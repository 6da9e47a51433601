package reactor.zmtp.transport;

/**
 * Where a connection comes from, as its transport knows it.
 *
 * @param network what counts as one origin for limits: it has equals and hashCode
 * @param name how it is told
 */
public record Origin(Object network, String name) {}
