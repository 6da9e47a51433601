package reactor.zmtp.pattern;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;

/** Request of a REP's peer. */
public final class IncomingRequest {

  private final Asker asker;
  final DefaultMessage whole;

  /** The one after it in its line. */
  @Nullable IncomingRequest next;

  /** Whether it counts for the high-water mark of its pipe. */
  boolean setAside;

  IncomingRequest(Asker asker, DefaultMessage whole, boolean setAside) {
    this.asker = asker;
    this.whole = whole;
    this.setAside = setAside;
  }

  Asker asker() {
    return asker;
  }

  public Pipe pipe() {
    return asker.pipe();
  }

  /** The message without its envelope. */
  public DefaultMessage message() {
    return whole.withoutFirst(Envelope.length(whole));
  }

  DefaultMessage withEnvelope(DefaultMessage reply) {
    return reply.withFirst(whole, Envelope.length(whole));
  }
}
