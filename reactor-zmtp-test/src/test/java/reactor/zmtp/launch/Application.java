package reactor.zmtp.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import reactor.zmtp.ZmqContext;

/** An application of one class, compiled and launched in a JVM of its own. */
final class Application {

  /** For the beginning of a JVM, on a machine that has other things to do. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String MAIN =
      """
      package application;

      import reactor.zmtp.*;
      import reactor.zmtp.security.CurveKeyPair;

      public class Main {
        public static void main(String[] args) {
          CurveKeyPair server = CurveKeyPair.generate();
          ZmqContext zmq = ZmqContext.create();
          PullSocket pull = zmq.pull().curveServer(server).bind("tcp://127.0.0.1:*").open().block();
          zmq.push()
              .curve(CurveKeyPair.generate(), server.publicKey())
              .connect("tcp://localhost:" + pull.endpoints().get(0).port())
              .open()
              .flatMap(push -> push.send(ZmqMessage.of("hello")))
              .subscribe();
          System.out.println(
              pull.receive()
                  .map(message -> message.text() + " on " + Thread.currentThread().getName())
                  .blockFirst());
          System.exit(0);
        }
      }
      """;

  /** Loads the library for one job, as an engine does, and looks what is left when that is done. */
  private static final String HOST =
      """
      package application;

      import java.io.File;
      import java.lang.ref.ReferenceQueue;
      import java.lang.ref.WeakReference;
      import java.net.*;
      import java.util.*;

      public class Host {
        public static void main(String[] args) throws Exception {
          Set<Thread> before = Thread.getAllStackTraces().keySet();
          ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
          WeakReference<ClassLoader> loader = job(args[0], collected);
          Set<String> left = new TreeSet<>();
          for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && !"Common-Cleaner".equals(thread.getName())) {
              thread.join(10_000);
              if (thread.isAlive()) {
                left.add(thread.getName());
              }
            }
          }
          for (int i = 0; i < 100 && loader.get() != null; i++) {
            System.gc();
            collected.remove(100);
          }
          System.out.println("threads: " + left);
          System.out.println("class loader: " + (loader.get() == null ? "gone" : "still there"));
        }

        private static WeakReference<ClassLoader> job(
            String path, ReferenceQueue<ClassLoader> collected) throws Exception {
          List<URL> urls = new ArrayList<>();
          for (String each : path.split(File.pathSeparator)) {
            urls.add(new File(each).toURI().toURL());
          }
          URLClassLoader loader =
              new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
          Thread job = new Thread(() -> {
            try {
              loader.loadClass("application.Job").getMethod("run").invoke(null);
            } catch (ReflectiveOperationException e) {
              e.printStackTrace(System.out);
            }
          });
          job.setContextClassLoader(loader);
          job.start();
          job.join();
          loader.close();
          return new WeakReference<>(loader, collected);
        }
      }
      """;

  private static final String JOB =
      """
      package application;

      import reactor.zmtp.*;

      public class Job {
        public static void run() {
          ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();
          PullSocket pull = zmq.pull().bind("tcp://127.0.0.1:*").openNow();
          zmq.push()
              .connect(pull.address())
              .openNow()
              .send(ZmqMessage.of("hello"))
              .subscribe();
          System.out.println(
              pull.receive()
                  .map(message -> message.text() + " on " + Thread.currentThread().getName())
                  .blockFirst());
          zmq.close();
        }
      }
      """;

  private final Path folder;

  /** With its sources and classes in a folder. */
  Application(Path folder) {
    this.folder = folder;
  }

  /** This library's classes, and the jars it brings with it. */
  static List<String> library() {
    String jars =
        "(netty-(?!pkitesting|codec-http[23]|codec-[a-z]+-quic).*|reactor-(core|netty-core)|reactive-streams|jspecify|bcprov-.*)-\\d.*\\.jar";
    return Stream.concat(
            Stream.of(Path.of(location(ZmqContext.class))),
            Stream.of("java.class.path", "jdk.module.path")
                .map(property -> System.getProperty(property, ""))
                .flatMap(path -> Stream.of(path.split(File.pathSeparator, -1)))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().matches(jars)))
        .map(Path::toString)
        .distinct()
        .toList();
  }

  private static String location(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /** Launches it as a module that requires this library alone, with other jars that come first. */
  String onTheModulePath(String... before) throws IOException, InterruptedException {
    Path module = folder.resolve("module-info.java");
    Files.writeString(module, "module application { requires reactor.zmtp.core; }");
    String path = String.join(File.pathSeparator, library());
    String classes = compile(List.of("--module-path", path), module);
    // The same module twice is an error in one folder alone; of several jars the first counts.
    List<String> all = new ArrayList<>(List.of(before));
    all.add(classes);
    all.add(path);
    return run(
        "--module-path",
        String.join(File.pathSeparator, all),
        "-m",
        "application/application.Main");
  }

  /** Launches it on the class path, with other classes before this library's. */
  String onTheClassPath(String... before) throws IOException, InterruptedException {
    String path = String.join(File.pathSeparator, library());
    String classes = compile(List.of("-cp", path));
    List<String> all = new ArrayList<>(List.of(before));
    all.add(classes);
    all.add(path);
    return run("-cp", String.join(File.pathSeparator, all), "application.Main");
  }

  /** Launches a class of these tests on the class path, with nothing but this library. */
  String onTheClassPath(Class<?> main) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(library());
    all.add(location(main));
    return run("-cp", String.join(File.pathSeparator, all), main.getName());
  }

  /** Launches a host that loads this library for one job. */
  String inClassLoaderOfItsOwn() throws IOException, InterruptedException {
    Path host = Files.writeString(folder.resolve("Host.java"), HOST);
    Path job = Files.writeString(folder.resolve("Job.java"), JOB);
    String path = String.join(File.pathSeparator, library());
    String classes = compile(List.of("-cp", path), host, job);
    Path hosts = Files.createDirectories(folder.resolve("host").resolve("application"));
    Files.move(Path.of(classes, "application", "Host.class"), hosts.resolve("Host.class"));
    return run(
        "-cp",
        hosts.getParent().toString(),
        "application.Host",
        classes + File.pathSeparator + path);
  }

  private String compile(List<String> options, Path... more) throws IOException {
    Path main = folder.resolve("Main.java");
    Files.writeString(main, MAIN);
    String classes = folder.resolve("classes").toString();
    List<String> command = new ArrayList<>(options);
    command.addAll(List.of("-d", classes, main.toString()));
    Stream.of(more).map(Path::toString).forEach(command::add);
    int result =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new));
    assertThat(result).as("what the compiler returns").isZero();
    return classes;
  }

  /** Returns all that it said. */
  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    String all = Files.readString(said, StandardCharsets.UTF_8);
    assertThat(ended).as("it has ended; it said: " + all).isTrue();
    return all;
  }
}
