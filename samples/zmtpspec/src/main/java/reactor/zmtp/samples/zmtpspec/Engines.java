package reactor.zmtp.samples.zmtpspec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.zmtp.test.spec.Engine;
import reactor.zmtp.test.spec.EngineProcess;
import reactor.zmtp.test.spec.ReactorEngine;

/** The implementations that can be named, and how to start each. */
enum Engines {
  /** Ours, in this process. */
  OURS("ours", "reactor-zmtp"),
  /** Ours, in processes of its own. */
  OURS_PROCESS("ours-process", "reactor-zmtp"),
  /** libzmq by python3-zmq. */
  LIBZMQ("libzmq", "libzmq 4.3.4"),
  /** libzmq by a program in C, which is compiled first. */
  LIBZMQ_C("libzmq-c", "libzmq 4.3.4"),
  /** JeroMQ, in processes of its own. */
  JEROMQ("jeromq", "JeroMQ 0.6.0"),
  /** zeromq.js by node, where NODE_PATH has it. */
  ZEROMQ_JS("zeromq.js", "zeromq.js 6");

  final String key;
  final String title;

  Engines(String key, String title) {
    this.key = key;
    this.title = title;
  }

  static Engines named(String name) {
    for (Engines each : values()) {
      if (each.key.equals(name)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "no engine is named "
            + name
            + ": expected ours, ours-process, libzmq, libzmq-c, jeromq or zeromq.js; --adapter"
            + " starts any other");
  }

  Supplier<Engine> start() {
    return switch (this) {
      case OURS -> ReactorEngine::new;
      case OURS_PROCESS -> self("ours");
      case JEROMQ -> self("jeromq");
      case LIBZMQ -> process(List.of("/usr/bin/python3", unpacked("libzmq.py")));
      case LIBZMQ_C -> process(List.of(compiled()));
      case ZEROMQ_JS -> process(List.of("node", unpacked("zeromq.js")));
    };
  }

  static Supplier<Engine> process(List<String> command) {
    return () -> EngineProcess.start(command);
  }

  private static Supplier<Engine> self(String name) {
    return process(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ZmtpSpecCli.class.getName(),
            "adapter",
            name));
  }

  private static String unpacked(String name) {
    try (InputStream in = Engines.class.getResourceAsStream("/adapters/" + name)) {
      Path file = Files.createTempDirectory("zmtpspec").resolve(name);
      Files.copy(Objects.requireNonNull(in, name), file);
      file.toFile().deleteOnExit();
      return file.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String compiled() {
    String source = unpacked("libzmq.c");
    String program = source.substring(0, source.length() - ".c".length());
    try {
      int code =
          new ProcessBuilder("cc", "-O1", "-o", program, source, "-lzmq")
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            "the adapter in C was not compiled: it needs cc and libzmq's headers (Debian: apt"
                + " install gcc libzmq3-dev)");
      }
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
