package reactor.zmtp;

/** Pipeline's receiving end (RFC 30): messages of all PUSH peers, in turn. */
public interface PullSocket extends ReceivingSocket {}
