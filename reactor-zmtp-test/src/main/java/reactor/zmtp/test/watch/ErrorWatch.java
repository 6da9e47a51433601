package reactor.zmtp.test.watch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Hooks;

/** Hears of what Reactor drops, and of what threads do not catch. */
final class ErrorWatch {

  private final Consumer<String> report;
  private @Nullable UncaughtExceptionHandler before;

  ErrorWatch(Consumer<String> report) {
    this.report = report;
  }

  void begin() {
    Hooks.onErrorDropped(error -> report.accept("an error that was dropped: " + describe(error)));
    Hooks.onNextDropped(value -> report.accept("a value that was dropped: " + value));
    before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) ->
            report.accept("an error uncaught in " + thread.getName() + ": " + describe(error)));
  }

  void end() {
    Hooks.resetOnErrorDropped();
    Hooks.resetOnNextDropped();
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  static String describe(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
