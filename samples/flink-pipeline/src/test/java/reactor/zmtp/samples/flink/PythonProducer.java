package reactor.zmtp.samples.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README's publisher of 20,000 trades, in Python with the real libzmq. */
final class PythonProducer implements AutoCloseable {

  private static final String PYTHON = "/usr/bin/python3";

  private final Process process;
  private final String address;

  PythonProducer() throws Exception {
    assumeTrue(
        "true".equals(System.getenv("CI")) || python("import zmq").waitFor() == 0,
        "skipped: it needs pyzmq (Debian: apt install libzmq5 python3-zmq)");
    process = python(script());
    address = process.inputReader().readLine();
  }

  String address() {
    return address;
  }

  /** Waits until all is acknowledged: then it ends. */
  void await() throws InterruptedException {
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("all is acknowledged").isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String script() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    Matcher block = Pattern.compile("(?ms)^```python\n(.*?)^```").matcher(readme);
    assertThat(block.find()).isTrue();
    String bind = "router.bind(\"tcp://127.0.0.1:5560\")";
    assertThat(block.group(1)).contains(bind);
    return block
        .group(1)
        .replace(
            bind,
            "router.bind(\"tcp://127.0.0.1:*\"); print(router.last_endpoint.decode(), flush=True)");
  }

  private static Process python(String script) throws IOException {
    return new ProcessBuilder(PYTHON, "-c", script)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
