package reactor.zmtp.samples.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running program that is listened to line by line. Closing it ends it, whatever it was doing.
 */
final class PeerProcess implements AutoCloseable {

  private static final String END = "";

  private final String name;
  private final Path errors;
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  PeerProcess(String name, List<String> command) throws IOException {
    this.name = name;
    this.errors = Files.createTempFile("peer", ".err");
    this.process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    Thread reader = new Thread(this::read, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      // ended while reading: there is no more to come
    }
    lines.add(END);
  }

  /**
   * The rest of the next line that begins with that word, or is it. The other side must not end
   * before it comes.
   */
  String await(String word, Duration timeout, @Nullable PeerProcess other)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      PeerProcess ended = other == null || other.process.isAlive() ? null : other;
      String line = lines.poll(100, TimeUnit.MILLISECONDS);
      if (END.equals(line)) {
        throw failure("it ended before it said \"" + word + "\"");
      }
      if (line != null && (line.equals(word) || line.startsWith(word + " "))) {
        return line.substring(word.length()).stripLeading();
      }
      if (line == null && ended != null) {
        throw ended.failure("it ended before the other side said \"" + word + "\"");
      }
      if (System.nanoTime() - deadline > 0) {
        throw failure("it did not say \"" + word + "\" within " + timeout.toSeconds() + " s");
      }
    }
  }

  /** The processor time it has had so far, in nanoseconds. */
  double processorNanos() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  private IOException failure(String reason) throws IOException {
    return new IOException(name + ": " + reason + "\n" + Files.readString(errors));
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.deleteIfExists(errors);
  }
}
