package reactor.zmtp.samples.cli;

import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketEvent;

/** Prints events to standard error, from a thread of its own: events come on the event loop. */
final class EventLog implements Consumer<SocketEvent>, AutoCloseable {

  /** How many lines may wait for a terminal that is slower than what happens. */
  static final int BEHIND = 10_000;

  private final PrintStream err;
  private final boolean verbose;
  private final ThreadPoolExecutor printer;
  private final AtomicLong leftOut = new AtomicLong();

  EventLog(PrintStream err, boolean verbose) {
    this.err = err;
    this.verbose = verbose;
    this.printer =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(BEHIND),
            EventLog::daemon,
            (line, full) -> leftOut.incrementAndGet());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "event-log");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void accept(SocketEvent event) {
    if (event instanceof SocketEvent.Listening) {
      printer.execute(() -> print("bound " + event.endpoint()));
    } else if (verbose) {
      printer.execute(() -> print(describe(event)));
    }
  }

  /** Gives what was reported time to be printed. */
  @Override
  public void close() {
    printer.shutdown();
    try {
      printer.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(String line) {
    long lines = leftOut.getAndSet(0);
    if (lines > 0) {
      err.println(lines + " lines left out: they come faster than standard error takes them");
    }
    err.println(line);
    err.flush();
  }

  /**
   * Such as {@code connect retried tcp://127.0.0.1:5555 delay=100ms cause="Connection refused"}.
   */
  static String describe(SocketEvent event) {
    StringBuilder line =
        new StringBuilder(
            event
                .getClass()
                .getSimpleName()
                .replaceAll("(?<=.)([A-Z])", " $1")
                .toLowerCase(Locale.ROOT));
    for (RecordComponent component : event.getClass().getRecordComponents()) {
      String value = text(value(event, component));
      if (component.getName().equals("endpoint")) {
        line.append(value.isEmpty() ? "" : " ").append(value);
      } else if (!value.isEmpty()) {
        line.append(' ').append(component.getName()).append('=').append(value);
      }
    }
    return line.toString();
  }

  private static @Nullable Object value(SocketEvent event, RecordComponent component) {
    try {
      return component.getAccessor().invoke(event);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError(impossible.getMessage(), impossible); // the records are public
    }
  }

  private static String text(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Throwable cause) {
      return '"' + Failures.oneLine(String.valueOf(cause.getMessage())) + '"';
    }
    if (value instanceof Duration delay) {
      return delay.toMillis() + "ms";
    }
    String text = value.toString();
    return value instanceof SocketAddress ? text.substring(text.indexOf('/') + 1) : text;
  }
}
