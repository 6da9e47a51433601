package reactor.zmtp;

/**
 * Pipeline's sending end (RFC 30): each message goes to one of the PULL peers, in turn among those
 * that can take it.
 */
public interface PushSocket extends SendingSocket {}
