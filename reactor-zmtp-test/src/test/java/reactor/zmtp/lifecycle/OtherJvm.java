package reactor.zmtp.lifecycle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.watch.Scene;

/** A program in a JVM of its own: for what holds for a whole process. It tells lines. */
final class OtherJvm implements Disposable {

  private final Process process;
  private final BufferedReader told;

  private OtherJvm(Process process) {
    this.process = process;
    this.told =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Runs a main class with some options of the JVM. */
  static OtherJvm run(Class<?> main, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Collections.addAll(command, options);
    Collections.addAll(command, "-cp", System.getProperty("java.class.path"), main.getName());
    return start(command);
  }

  /** The same, with so many file descriptors. */
  static OtherJvm runWithDescriptors(int most, Class<?> main) {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n " + most + "; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Collections.addAll(command, "-cp", System.getProperty("java.class.path"), main.getName());
    return start(command);
  }

  private static OtherJvm start(List<String> command) {
    try {
      return new OtherJvm(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line it tells. */
  String line() {
    return Scene.await(
        Mono.fromCallable(told::readLine)
            .subscribeOn(Schedulers.boundedElastic())
            .switchIfEmpty(Mono.error(() -> new AssertionError("the other JVM has ended"))));
  }

  /** Has it go on, if it waits for that. */
  void goOn() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void dispose() {
    process.destroyForcibly();
  }
}
