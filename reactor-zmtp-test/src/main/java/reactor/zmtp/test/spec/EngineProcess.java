package reactor.zmtp.test.spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An implementation in a process of its own, steered by lines: see {@link EngineServer}. */
public final class EngineProcess implements Engine {

  private static final int KIB = 1024;

  /** An adapter that does not answer for so long hangs, and is ended. */
  private static final int HUNG_SECONDS = 30;

  private static final ScheduledExecutorService WATCH =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "zmtpspec-watch");
            thread.setDaemon(true);
            return thread;
          });

  private final Process process;
  private final BufferedReader answers;
  private final Writer lines;

  private EngineProcess(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.lines = process.outputWriter(StandardCharsets.UTF_8);
  }

  /**
   * Starts an adapter.
   *
   * @param command the program and its arguments; its error output goes to this process's
   * @return the engine
   */
  public static EngineProcess start(List<String> command) {
    try {
      return new EngineProcess(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException("the adapter does not start: " + command, e);
    }
  }

  @Override
  public EngineSocket open(String type, Map<String, String> options) {
    StringBuilder line = new StringBuilder("open " + type);
    options.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
    return new RemoteSocket(ask(line.toString()));
  }

  @Override
  public OptionalLong memory() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return OptionalLong.of(Long.parseLong(line.replaceAll("\\D", "")) * KIB);
        }
      }
    } catch (IOException e) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** What follows "ok" in the answer, or the whole of an answer of another kind. */
  private String ask(String line) {
    String answer = exchange(line);
    if (answer == null) {
      throw new EngineException("the adapter's process has ended");
    }
    if (answer.startsWith("unsupported")) {
      throw new UnsupportedException(answer.substring("unsupported".length()).strip());
    }
    if (answer.startsWith("error")) {
      throw new EngineException(answer.substring("error".length()).strip());
    }
    return answer.startsWith("ok") ? answer.substring("ok".length()).strip() : answer;
  }

  private synchronized @Nullable String exchange(String line) {
    Future<?> hung = WATCH.schedule(process::destroyForcibly, HUNG_SECONDS, TimeUnit.SECONDS);
    try {
      lines.write(line + "\n");
      lines.flush();
      return answers.readLine();
    } catch (IOException e) {
      return null;
    } finally {
      hung.cancel(false);
    }
  }

  private final class RemoteSocket implements EngineSocket {

    private final String name;

    RemoteSocket(String name) {
      this.name = name;
    }

    @Override
    public String bind(String endpoint) {
      return ask("bind " + name + " " + endpoint);
    }

    @Override
    public byte[] connect(String endpoint) {
      String id = ask("connect " + name + " " + endpoint);
      return id.isEmpty() ? new byte[0] : Lines.frame(id);
    }

    @Override
    public boolean send(Duration patience, List<byte[]> frames) {
      String line = "send " + name + " " + patience.toMillis() + " " + Lines.words(frames);
      return !ask(line).equals("full");
    }

    @Override
    public int flood(int count, int size, Duration patience, List<byte[]> prefix) {
      return Integer.parseInt(
          ask(
              ("flood " + name + " " + count + " " + size + " " + patience.toMillis())
                  + (prefix.isEmpty() ? "" : " " + Lines.words(prefix))));
    }

    @Override
    public @Nullable List<byte[]> receive(Duration patience) {
      List<String> words =
          Arrays.asList(ask("receive " + name + " " + patience.toMillis()).split(" "));
      return words.get(0).equals("message") ? Lines.frames(words.subList(1, words.size())) : null;
    }

    @Override
    public void wish(Wish wish, byte[] topic) {
      ask(wish.name().toLowerCase(Locale.ROOT) + " " + name + " " + Lines.word(topic));
    }

    @Override
    public void close() {
      if (isAlive()) {
        ask("close " + name);
      }
    }
  }
}
