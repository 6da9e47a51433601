package reactor.zmtp;

/**
 * Exclusive pair (RFC 31): messages both ways with one PAIR peer at a time. While it has one,
 * others are turned away; they may try again.
 */
public interface PairSocket extends SendingSocket, ReceivingSocket {}
