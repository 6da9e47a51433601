package reactor.zmtp;

/**
 * Asynchronous request-reply (RFC 28): messages in turn to REP, ROUTER and DEALER peers, and from
 * all of them. A message for a REP begins with an empty frame, the end of the envelope; so does its
 * reply.
 */
public interface DealerSocket extends SendingSocket, ReceivingSocket {}
