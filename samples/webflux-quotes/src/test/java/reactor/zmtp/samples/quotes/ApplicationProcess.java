package reactor.zmtp.samples.quotes;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application in a JVM of its own. */
final class ApplicationProcess implements AutoCloseable {

  private static final Pattern STARTED = Pattern.compile("Netty started on port (\\d+)");
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private final Process process;
  private final int port;

  private ApplicationProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Returns when it serves. */
  static ApplicationProcess start(Class<?> main, List<String> jvm, String... properties)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.add("--server.port=0");
    for (String property : properties) {
      command.add("--" + property);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = STARTED.matcher(line);
      if (matcher.find()) {
        Thread rest = new Thread(() -> output.lines().forEach(System.out::println), "output");
        rest.setDaemon(true);
        rest.start();
        return new ApplicationProcess(process, Integer.parseInt(matcher.group(1)));
      }
      System.out.println(line);
    }
    throw new IOException("it has ended with code " + process.onExit().join().exitValue());
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGTERM. */
  void terminate() {
    process.toHandle().destroy(); // which leaves its output open
  }

  boolean hasEndedWithin(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }
}
