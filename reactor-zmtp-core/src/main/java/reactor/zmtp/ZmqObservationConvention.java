package reactor.zmtp;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import java.util.Locale;
import reactor.zmtp.ZmqObservationContext.Operation;
import reactor.zmtp.ZmqObservationContext.Subject;

/**
 * Name and key values of one kind of observation, as the table in the README has them. To have
 * others, extend it and give yours to the registry: {@code
 * registry.observationConfig().observationConvention(yours)}.
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
public class ZmqObservationConvention implements GlobalObservationConvention<Observation.Context> {

  private static final String NONE = "none";

  private final Operation operation;
  private final String verb;

  /**
   * The convention that counts where the registry has no other.
   *
   * @param operation whose it is
   */
  public ZmqObservationConvention(Operation operation) {
    this.operation = operation;
    this.verb = operation.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ZmqObservationContext ours && ours.subject().operation() == operation;
  }

  /** {@code zmtp.send}, {@code zmtp.receive}, {@code zmtp.request} or {@code zmtp.handle}. */
  @Override
  public String getName() {
    return "zmtp." + verb;
  }

  /** The socket's name, or its type, and what it does: {@code orders send}. */
  @Override
  public String getContextualName(Observation.Context context) {
    Subject subject = subject(context);
    return (subject.name().isEmpty() ? subject.type().name() : subject.name()) + " " + verb;
  }

  @Override
  public KeyValues getLowCardinalityKeyValues(Observation.Context context) {
    Subject subject = subject(context);
    KeyValues values =
        KeyValues.of(
            "type",
            subject.type().name(),
            "name",
            subject.name().isEmpty() ? NONE : subject.name());
    return operation.isExchange()
        ? values.and("outcome", ((ZmqObservationContext) context).outcome().name())
        : values;
  }

  @Override
  public KeyValues getHighCardinalityKeyValues(Observation.Context context) {
    Subject subject = subject(context);
    String endpoint = subject.endpoint();
    KeyValues values = KeyValues.of("endpoint", endpoint == null ? NONE : endpoint);
    return switch (subject.type()) {
      case PUB, SUB -> values.and("topic", subject.message().text());
      default -> values;
    };
  }

  private static Subject subject(Observation.Context context) {
    return ((ZmqObservationContext) context).subject();
  }
}
