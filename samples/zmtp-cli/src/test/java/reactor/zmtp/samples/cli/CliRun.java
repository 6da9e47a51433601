package reactor.zmtp.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A run of the command line in this process. */
final class CliRun {

  /** Long enough for anything but a hang. */
  static final long PATIENCE = 20;

  private final Lines out = new Lines();
  private final Lines err = new Lines();
  private final CompletableFuture<Integer> code;

  private CliRun(InputStream in, String... args) {
    Console console = new Console(in, out, new PrintStream(err, true, UTF_8));
    code = new CompletableFuture<>();
    Thread thread = new Thread(() -> code.complete(ZmtpCli.run(console, args)), "cli");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts a command with nothing on its standard input. */
  static CliRun start(String... args) {
    return new CliRun(InputStream.nullInputStream(), args);
  }

  static CliRun startWith(String input, String... args) {
    return new CliRun(new ByteArrayInputStream(input.getBytes(UTF_8)), args);
  }

  static CliRun startWith(InputStream input, String... args) {
    return new CliRun(input, args);
  }

  /** Waits for the end. */
  int code() {
    try {
      return code.get(PATIENCE, TimeUnit.SECONDS);
    } catch (Exception failure) {
      throw new AssertionError("no end; out: " + out() + ", err: " + err(), failure);
    }
  }

  /** Waits for the end, which must be a good one. */
  CliRun done() {
    assertThat(code()).as(() -> "exit code; standard error: " + err()).isZero();
    return this;
  }

  boolean isRunning() {
    return !code.isDone();
  }

  /** Waits for an endpoint to be bound. */
  String bound() {
    return err.await("bound ").substring("bound ".length());
  }

  String awaitErr(String start) {
    return err.await(start);
  }

  /** Waits for a line of output. */
  String nextOut() {
    return out.await("");
  }

  List<String> out() {
    return out.all();
  }

  List<String> err() {
    return err.all();
  }

  /** Collects lines of text, and can be waited on for them. */
  private static final class Lines extends ByteArrayOutputStream {

    private final BlockingQueue<String> next = new LinkedBlockingQueue<>();
    private int seen;

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      super.write(bytes, offset, length);
      split();
    }

    @Override
    public synchronized void write(int b) {
      super.write(b);
      split();
    }

    private void split() {
      for (int i = seen; i < count; i++) {
        if (buf[i] == '\n') {
          next.add(new String(buf, seen, i - seen, UTF_8));
          seen = i + 1;
        }
      }
    }

    synchronized List<String> all() {
      return toString(UTF_8).lines().toList();
    }

    String await(String start) {
      try {
        for (String line = poll(); line != null; line = poll()) {
          if (line.startsWith(start)) {
            return line;
          }
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      throw new AssertionError("no line that begins with \"" + start + "\" in " + all());
    }

    private String poll() throws InterruptedException {
      return next.poll(PATIENCE, TimeUnit.SECONDS);
    }
  }
}
