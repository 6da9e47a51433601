package reactor.zmtp.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.watch.Anywhere;

/**
 * A Python script with the real libzmq, through pyzmq, in a process of its own. It and the test
 * exchange lines: what the script {@code say}s is a {@link #line()} here, what is {@link #tell
 * told} here the script gets from {@code ask()}. What else a script finds before its first line is
 * in {@code libzmq.py}.
 *
 * <p>{@link #close()} kills it, and it ends by itself when the test's process is gone.
 */
public final class LibzmqProcess implements AutoCloseable {

  private static final String PYTHON = "/usr/bin/python3";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final boolean PRESENT = present();

  private final Process process;
  private final Writer input;
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> complaints = new CompletableFuture<>();

  private LibzmqProcess(Process process) {
    this.process = process;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    startThread("libzmq-stdout", this::readLines);
    startThread("libzmq-stderr", () -> complaints.complete(readAll(process.getErrorStream())));
  }

  /** Skips the test where libzmq is missing; not with CI=true, where it must be there. */
  public static void assumePresent() {
    assumeTrue(
        PRESENT || "true".equals(System.getenv("CI")),
        "skipped: it needs libzmq, and "
            + PYTHON
            + " has no pyzmq (Debian: apt install libzmq5 python3-zmq)");
  }

  /** Starts a script, or skips the test where libzmq is missing. */
  public static LibzmqProcess start(String script, String... arguments) {
    return start(Map.of(), script, arguments);
  }

  /** Starts a script with more in its environment. */
  public static LibzmqProcess start(
      Map<String, String> environment, String script, String... arguments) {
    assumePresent();
    List<String> command = new ArrayList<>(List.of(PYTHON, "-c", prelude(), script));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("ANYWHERE", Anywhere.endpoint());
    builder.environment().putAll(environment);
    try {
      return new LibzmqProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("could not start " + PYTHON, e);
    }
  }

  /** The next line the script says. */
  public Mono<String> line() {
    return Mono.fromCallable(this::nextLine).subscribeOn(Schedulers.boundedElastic());
  }

  /** Says a line to the script. */
  public Mono<Void> tell(String line) {
    return Mono.<Void>fromCallable(
            () -> {
              input.write(line + "\n");
              input.flush();
              return null;
            })
        .subscribeOn(Schedulers.boundedElastic());
  }

  /**
   * Waits until the script has ended; an error with what it complained about unless it ended well.
   */
  public Mono<Void> end() {
    return Mono.<Void>fromRunnable(this::awaitEnd).subscribeOn(Schedulers.boundedElastic());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private String nextLine() throws InterruptedException {
    Optional<String> line = lines.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (line == null) {
      throw new AssertionError("the script has said nothing for " + PATIENCE);
    }
    if (line.isEmpty()) {
      lines.add(line);
      throw new AssertionError("the script has ended: " + complaints.join());
    }
    return line.get();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the script has not ended within " + PATIENCE);
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(
            "the script ended with code " + process.exitValue() + ": " + complaints.join());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the script ended", e);
    }
  }

  private void readLines() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      lines.add(Optional.of("unreadable: " + e.getMessage()));
    } finally {
      lines.add(Optional.empty());
    }
  }

  private static String readAll(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "unreadable: " + e.getMessage();
    }
  }

  private static void startThread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static String prelude() {
    try (InputStream script = LibzmqProcess.class.getResourceAsStream("libzmq.py")) {
      if (script == null) {
        throw new IllegalStateException("libzmq.py is not beside this class");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("libzmq.py", e);
    }
  }

  private static boolean present() {
    if (!Files.isExecutable(Path.of(PYTHON))) {
      return false;
    }
    try {
      Process probe =
          new ProcessBuilder(PYTHON, "-c", "import zmq").redirectErrorStream(true).start();
      readAll(probe.getInputStream());
      return probe.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
