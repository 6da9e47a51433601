package reactor.zmtp;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import reactor.zmtp.ZmqObservationContext.Operation;
import reactor.zmtp.ZmqObservationContext.Outcome;
import reactor.zmtp.ZmqObservationContext.Receiver;
import reactor.zmtp.ZmqObservationContext.Sender;
import reactor.zmtp.ZmqObservationContext.Subject;
import reactor.zmtp.loop.Signals;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Observer;
import reactor.zmtp.wire.TraceContext;

/** Observes the messages of one socket by Micrometer's Observation API. */
final class SocketObserver implements Observer {

  /**
   * Where Reactor's context has the observation: the key of Micrometer's {@code
   * ObservationThreadLocalAccessor}, a class that needs one dependency more.
   */
  private static final String KEY = "micrometer.observation";

  private static final ZmqObservationConvention SEND = new ZmqObservationConvention(Operation.SEND);
  private static final ZmqObservationConvention RECEIVE =
      new ZmqObservationConvention(Operation.RECEIVE);
  private static final ZmqObservationConvention REQUEST =
      new ZmqObservationConvention(Operation.REQUEST);
  private static final ZmqObservationConvention HANDLE =
      new ZmqObservationConvention(Operation.HANDLE);

  private static final Delivery NOTHING = () -> {};

  private final ObservationRegistry registry;
  private final SocketType type;
  private final String name;
  private final Supplier<@Nullable String> endpoint;

  private SocketObserver(
      ObservationRegistry registry,
      SocketType type,
      String name,
      Supplier<@Nullable String> endpoint) {
    this.registry = registry;
    this.type = type;
    this.name = name;
    this.endpoint = endpoint;
  }

  static Observer.Factory of(ObservationRegistry registry) {
    return new Observers(registry);
  }

  /** Observers of the sockets of a spec. */
  record Observers(ObservationRegistry registry) implements Observer.Factory {

    @Override
    public Observer of(SocketType type, String name, Supplier<@Nullable String> endpoint) {
      return new SocketObserver(registry, type, name, endpoint);
    }
  }

  @Override
  public ZmqMessage send(ZmqMessage message, ContextView context) {
    Observation parent = parent(context);
    if (registry.isNoop() || (parent == null && trace(message) != null)) {
      return message;
    }
    Sender sender = sender(Operation.SEND, message);
    safely(begin(SEND, sender, parent)::stop);
    return traced(message, sender);
  }

  @Override
  public Delivery receive(ZmqMessage message) {
    if (registry.isNoop()) {
      return NOTHING;
    }
    Observation observation = begin(RECEIVE, receiver(Operation.RECEIVE, message), null);
    Observation.Scope scope = openScope(observation);
    return () -> {
      safely(scope::close);
      safely(observation::stop);
    };
  }

  @Override
  public Exchange request(ZmqMessage request, ContextView context) {
    Sender sender = sender(Operation.REQUEST, request);
    Observation observation = begin(REQUEST, sender, parent(context));
    return new Observed(observation, sender::ended, traced(request, sender));
  }

  @Override
  public Exchange handle(ZmqMessage request) {
    Receiver receiver = receiver(Operation.HANDLE, request);
    return new Observed(begin(HANDLE, receiver, null), receiver::ended, request);
  }

  private Observation begin(
      ZmqObservationConvention convention,
      Observation.Context context,
      @Nullable Observation parent) {
    try {
      Observation observation =
          Observation.createNotStarted(null, convention, () -> context, registry);
      return (parent == null ? observation : observation.parentObservation(parent)).start();
    } catch (Throwable t) {
      Signals.dropped(t);
      return Observation.NOOP;
    }
  }

  private static Observation.Scope openScope(Observation observation) {
    try {
      return observation.openScope();
    } catch (Throwable t) {
      Signals.dropped(t);
      return Observation.Scope.NOOP;
    }
  }

  /** What the registry's handlers throw costs no message. */
  private static void safely(Runnable step) {
    try {
      step.run();
    } catch (Throwable t) {
      Signals.dropped(t);
    }
  }

  private @Nullable Observation parent(ContextView context) {
    return context.getOrDefault(KEY, null) instanceof Observation observation
        ? observation
        : registry.getCurrentObservation();
  }

  private Sender sender(Operation operation, ZmqMessage message) {
    return new Sender(new Subject(operation, type, name, endpoint.get(), message));
  }

  private Receiver receiver(Operation operation, ZmqMessage message) {
    PeerMetadata peer = message.peer();
    byte[] trace = trace(message);
    return new Receiver(
        new Subject(
            operation, type, name, peer == null ? endpoint.get() : peer.endpoint(), message),
        trace == null ? Map.of() : TraceContext.decode(trace));
  }

  private static byte @Nullable [] trace(ZmqMessage message) {
    return ((DefaultMessage) message).trace();
  }

  /** With what the registry's handlers have put into the carrier, if that is anything. */
  private static ZmqMessage traced(ZmqMessage message, Sender sender) {
    Map<String, String> carrier = sender.getCarrier();
    return carrier == null || carrier.isEmpty()
        ? message
        : ((DefaultMessage) message).traced(TraceContext.encode(carrier));
  }

  /** A request: it ends once. */
  private static final class Observed implements Exchange {

    private final Observation observation;
    private final Consumer<Outcome> outcome;
    private final ZmqMessage request;
    private final AtomicBoolean ended = new AtomicBoolean();

    Observed(Observation observation, Consumer<Outcome> outcome, ZmqMessage request) {
      this.observation = observation;
      this.outcome = outcome;
      this.request = request;
    }

    @Override
    public ZmqMessage request() {
      return request;
    }

    @Override
    public Context within(Context context) {
      return context.put(KEY, observation);
    }

    @Override
    public <T> T call(Supplier<T> what) {
      Observation.Scope scope = openScope(observation);
      try {
        return what.get();
      } finally {
        safely(scope::close);
      }
    }

    @Override
    public void replied() {
      end(Outcome.SUCCESS, null);
    }

    @Override
    public void failed(Throwable why) {
      end(Outcome.ERROR, why);
    }

    @Override
    public void cancelled() {
      end(Outcome.CANCELLED, null);
    }

    private void end(Outcome how, @Nullable Throwable why) {
      if (ended.compareAndSet(false, true)) {
        outcome.accept(how);
        if (why != null) {
          safely(() -> observation.error(why));
        }
        safely(observation::stop);
      }
    }
  }
}
