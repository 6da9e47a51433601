package reactor.zmtp.pattern;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;

/** Request of a peer. */
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

  /** The reply behind the envelope; without one, the reply has none either. */
  DefaultMessage withEnvelope(DefaultMessage reply) {
    int length = Envelope.length(whole);
    DefaultMessage own = ofTrace(reply);
    return length == 0 ? own : own.withFirst(whole, length);
  }

  /** A reply without a trace context of its own belongs to that of its request. */
  private DefaultMessage ofTrace(DefaultMessage reply) {
    byte[] trace = whole.trace();
    return trace == null || reply.trace() != null ? reply : reply.traced(trace);
  }
}
