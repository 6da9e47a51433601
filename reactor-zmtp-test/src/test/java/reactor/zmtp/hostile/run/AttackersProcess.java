package reactor.zmtp.hostile.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@link Attackers}, started and told what to do. */
final class AttackersProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;
  private final PrintWriter in;

  AttackersProcess(Target target) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // the processor is for those who are attacked
                "-cp",
                System.getProperty("java.class.path"),
                Attackers.class.getName()));
    command.addAll(target.words());
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    out = process.inputReader(StandardCharsets.US_ASCII);
    in = new PrintWriter(process.outputWriter(StandardCharsets.US_ASCII), true);
    line(); // ready
  }

  /** Attacks for a while, and returns what was done, as lines of a number and a name. */
  List<String> attack(Duration time) throws IOException {
    return attack("", time);
  }

  /** Floods with tiny messages for a while, and returns what was done. */
  List<String> flood(Duration time) throws IOException {
    return attack(Attackers.FLOOD, time);
  }

  private List<String> attack(String how, Duration time) throws IOException {
    in.println(how + time.toMillis());
    List<String> done = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      done.add(line);
    }
    return done;
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the attackers' process ended by itself; see its errors above");
    }
    return line;
  }

  @Override
  public void close() {
    in.close();
    process.destroyForcibly().onExit().join();
  }
}
