package reactor.zmtp.pipe;

import reactor.zmtp.message.DefaultMessage;

/** What a peer lets this side send, and what was sent of it. */
final class SendCredit {

  private long limit = Credit.UNLIMITED;
  private long limitBytes = Credit.UNLIMITED;
  private long taken;
  private long sent;
  private long sentBytes;

  /** A limit that is lower than one before is none: grants only grow. */
  void grant(Credit credit, boolean first) {
    limit = first ? credit.messages() : Math.max(limit, credit.messages());
    limitBytes = first ? credit.bytes() : Math.max(limitBytes, credit.bytes());
    taken = Math.max(taken, Math.min(credit.taken(), sent));
  }

  boolean isBounded() {
    return limit != Credit.UNLIMITED || limitBytes != Credit.UNLIMITED;
  }

  boolean isLeft() {
    return sent < limit && sentBytes < limitBytes;
  }

  void spend(DefaultMessage message) {
    sent++;
    if (limitBytes != Credit.UNLIMITED) {
      sentBytes += message.cost();
    }
  }

  /** How many messages may still be sent. */
  long left() {
    if (!isLeft()) {
      return 0;
    }
    return limit == Credit.UNLIMITED ? limit : limit - sent;
  }

  /** How many messages the peer has not reported as taken. */
  long inFlight() {
    return sent - taken;
  }
}
