package reactor.zmtp.observation;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.ThreadLocalCurrentTraceContext;
import brave.propagation.TraceContext;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.brave.bridge.BraveBaggageManager;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BravePropagator;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.brave.bridge.W3CPropagation;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A registry as an application has it that traces with Brave, and the spans that end. */
final class Spans {

  /** A span that has ended. The parent is null at a root. */
  record Ended(String trace, String id, @Nullable String parent, String name) {

    @Override
    public String toString() {
      return String.join(" ", trace, id, String.valueOf(parent), name.replace(' ', '_'));
    }

    static Ended parse(String line) {
      String[] parts = line.split(" ", -1);
      return new Ended(
          parts[0],
          parts[1],
          parts[2].equals("null") ? null : parts[2],
          parts[3].replace('_', ' '));
    }
  }

  private final ObservationRegistry registry = ObservationRegistry.create();
  private final List<Ended> ended = new ArrayList<>();
  private final Tracer tracer;

  Spans() {
    this(span -> {});
  }

  Spans(Consumer<Ended> listener) {
    Tracing tracing =
        Tracing.newBuilder()
            .currentTraceContext(ThreadLocalCurrentTraceContext.create())
            .propagationFactory(new W3CPropagation())
            .supportsJoin(false)
            .traceId128Bit(true)
            .addSpanHandler(
                new SpanHandler() {
                  @Override
                  public boolean end(TraceContext context, MutableSpan span, Cause cause) {
                    Ended each = new Ended(span.traceId(), span.id(), span.parentId(), span.name());
                    synchronized (ended) {
                      ended.add(each);
                    }
                    listener.accept(each);
                    return true;
                  }
                })
            .build();
    BravePropagator propagator = new BravePropagator(tracing);
    tracer =
        new BraveTracer(
            tracing.tracer(),
            new BraveCurrentTraceContext(tracing.currentTraceContext()),
            new BraveBaggageManager());
    registry
        .observationConfig()
        .observationHandler(
            new FirstMatchingCompositeObservationHandler(
                new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
                new DefaultTracingObservationHandler(tracer)));
  }

  ObservationRegistry registry() {
    return registry;
  }

  /** The span of this thread, or null. */
  @Nullable String current() {
    io.micrometer.tracing.Span span = tracer.currentSpan();
    return span == null ? null : span.context().traceId();
  }

  List<Ended> all() {
    synchronized (ended) {
      return List.copyOf(ended);
    }
  }
}
