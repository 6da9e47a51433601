package reactor.zmtp;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a message that is observed: see {@link ObservationOptions#observation}. */
@SuppressWarnings("exports") // an optional module cannot be required of others
public sealed interface ZmqObservationContext {

  /** How a request ended. */
  enum Outcome {
    /** It has not yet. */
    UNKNOWN,
    /** There is a reply. */
    SUCCESS,
    /** It failed, or what handled it did. */
    ERROR,
    /** Nobody wanted its reply any more. */
    CANCELLED
  }

  /** What is observed. */
  enum Operation {
    /** A message is published to a socket. */
    SEND,
    /** A message is delivered to a subscriber. */
    RECEIVE,
    /** A REQ waits for a reply. */
    REQUEST,
    /** A REP serves a request. */
    HANDLE;

    /** Whether it has an outcome. */
    boolean isExchange() {
      return this == REQUEST || this == HANDLE;
    }
  }

  /**
   * Socket, message and end of what is observed.
   *
   * @param operation what is observed
   * @param type the socket's type
   * @param name the socket's name; empty if it has none
   * @param endpoint of the peer that sent the message, or the socket's own if it has just one; null
   *     where neither is known
   * @param message the message; for a ROUTER that sends, with the routing id
   */
  record Subject(
      Operation operation,
      SocketType type,
      String name,
      @Nullable String endpoint,
      ZmqMessage message) {}

  /**
   * What is observed.
   *
   * @return its socket and message
   */
  Subject subject();

  /**
   * How a request ended.
   *
   * @return {@link Outcome#UNKNOWN} before the end, and for what has no reply
   */
  Outcome outcome();

  /** Of a message that goes out. */
  final class Sender extends SenderContext<Map<String, String>> implements ZmqObservationContext {

    private final Subject subject;
    private volatile Outcome outcome = Outcome.UNKNOWN;

    Sender(Subject subject) {
      super(
          (carrier, key, value) -> {
            if (carrier != null) {
              carrier.put(key, value);
            }
          },
          subject.operation() == Operation.REQUEST ? Kind.CLIENT : Kind.PRODUCER);
      this.subject = subject;
      setCarrier(new TreeMap<>());
    }

    @Override
    public Subject subject() {
      return subject;
    }

    @Override
    public Outcome outcome() {
      return outcome;
    }

    void ended(Outcome how) {
      outcome = how;
    }
  }

  /** Of a message that came. */
  final class Receiver extends ReceiverContext<Map<String, String>>
      implements ZmqObservationContext {

    private final Subject subject;
    private volatile Outcome outcome = Outcome.UNKNOWN;

    Receiver(Subject subject, Map<String, String> carrier) {
      super(
          (headers, key) -> headers.get(key),
          subject.operation() == Operation.HANDLE ? Kind.SERVER : Kind.CONSUMER);
      this.subject = subject;
      setCarrier(carrier);
    }

    @Override
    public Subject subject() {
      return subject;
    }

    @Override
    public Outcome outcome() {
      return outcome;
    }

    void ended(Outcome how) {
      outcome = how;
    }
  }
}
