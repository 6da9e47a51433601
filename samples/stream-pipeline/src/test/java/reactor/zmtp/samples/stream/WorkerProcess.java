package reactor.zmtp.samples.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;

/** A worker in a process of its own, that can be killed. */
final class WorkerProcess implements AutoCloseable {

  private final Process process;

  private WorkerProcess(Process process) {
    this.process = process;
  }

  static WorkerProcess start(String command, Endpoints at, int pause) {
    try {
      return new WorkerProcess(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  StreamPipeline.class.getName(),
                  command,
                  "--lines",
                  at.lines(),
                  "--trades",
                  at.trades(),
                  "--windows",
                  at.windows(),
                  "--counts",
                  at.counts(),
                  "--pause",
                  Integer.toString(pause))
              .redirectError(Redirect.DISCARD)
              .redirectOutput(Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
  }
}
