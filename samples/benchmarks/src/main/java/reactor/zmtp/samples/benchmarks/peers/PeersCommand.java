package reactor.zmtp.samples.benchmarks.peers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reactor.zmtp.samples.benchmarks.peer.Library;

/** This library, libzmq and JeroMQ in turn, two processes each over loopback. */
@Command(
    name = "peers",
    description =
        "Measures reactor-zmtp, libzmq and JeroMQ in turn, two processes each over loopback.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class PeersCommand implements Callable<Integer> {

  private static final List<String> BY_DEFAULT = List.of("ours", "ours-thread", "libzmq", "jeromq");

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "of ours, ours-thread, ours-bounded, ours-without-credit, ours-io-uring, ours-busy,"
              + " ours-thread-busy, libzmq, jeromq;"
              + " rsocket, rsocket-channel and reactor-netty in rate and round-trip; netty in"
              + " round-trip and silence; ours-colocated and sinks over inproc (default: ours,"
              + " ours-thread, libzmq, jeromq)")
  private List<String> only = BY_DEFAULT;

  @Mixin private final WorkChoice choice = new WorkChoice();

  @Option(names = "--rounds", paramLabel = "N", description = "of everything in turn (default: 3)")
  private int rounds = 3;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "that count, of each measurement (default: 5)")
  private double seconds = 5;

  @Option(names = "--warm-up", paramLabel = "S", description = "seconds before those (default: 4)")
  private double warmUp = 4;

  @Option(names = "--quick", description = "one round, a second of warm-up, a second that counts")
  private boolean quick;

  @Option(
      names = "--cpus",
      paramLabel = "LIST",
      description = "keep both processes on these cores (taskset)")
  private @Nullable String cpus;

  @Option(names = "--jvm-option", paramLabel = "OPTION", description = "for every JVM; repeatable")
  private List<String> jvmOptions = List.of();

  @Option(
      names = "--processor-time",
      description = "report what processor time of both processes a message takes, too")
  private boolean timed;

  @Option(
      names = "--io-uring",
      paramLabel = "JAR",
      description = "netty-transport-native-io_uring of this platform, for ours-io-uring")
  private @Nullable Path ioUring;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "where peers.md, peers.svg and peers.csv go (default: samples/benchmarks/target/report)")
  private Path out = Path.of("samples", "benchmarks", "target", "report");

  private int failures;

  /** Made by the command line. */
  public PeersCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (quick) {
      rounds = 1;
      seconds = 1;
      warmUp = 1;
    }
    refuseNonsense();
    List<Work> works = choice.works();
    endChildrenWithThisProcess();
    Path programs = Files.createTempDirectory("peers");
    try {
      List<Contender> contenders = contenders(programs);
      if (contenders.isEmpty()) {
        System.err.println("nothing to measure");
        return 1;
      }
      Results results = measure(contenders, works);
      Report report = new Report(title(), contenders, results);
      report.write(out);
      System.out.println("\n" + report.markdown());
      System.out.println("written to " + out);
    } finally {
      delete(programs);
    }
    return failures == 0 ? 0 : 1;
  }

  private void refuseNonsense() {
    if (rounds < 1 || seconds <= 0 || warmUp < 0) {
      throw wrong("--rounds is 1 or more, --seconds more than 0, --warm-up not less than 0");
    }
    for (String name : only) {
      Library library = library(name);
      if (!name.equals("libzmq") && (library == null || library == Library.CROWD)) {
        throw wrong("--only " + name + ": no such contender");
      }
      if (library == Library.OURS_IO_URING && ioUring == null) {
        throw wrong("--only " + name + ": it needs --io-uring, Netty's native library for it");
      }
    }
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalStateException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }

  private List<Contender> contenders(Path programs) throws IOException, InterruptedException {
    List<Contender> contenders = new ArrayList<>();
    for (String name : only) {
      Library library = library(name);
      if (library != null) {
        contenders.add(
            Contender.inJava(library, label(library), jvmOptions, classPath(library, ioUring)));
        continue;
      }
      try {
        contenders.add(LibzmqProgram.compile(programs));
      } catch (LibzmqProgram.Unavailable e) {
        System.err.println("libzmq is left out: " + e.getMessage());
      }
    }
    return contenders;
  }

  private static String classPath(Library library, @Nullable Path ioUring) {
    String classPath = System.getProperty("java.class.path");
    return library == Library.OURS_IO_URING ? classPath + File.pathSeparator + ioUring : classPath;
  }

  private static @Nullable Library library(String name) {
    for (Library library : Library.values()) {
      if (library.argument().equals(name)) {
        return library;
      }
    }
    return null;
  }

  private static String label(Library library) throws IOException {
    return switch (library) {
      case OURS -> "reactor-zmtp";
      case OURS_THREAD -> "reactor-zmtp, own thread";
      case OURS_BOUNDED -> "reactor-zmtp, bounded demand";
      case OURS_WITHOUT_CREDIT -> "reactor-zmtp, no credit";
      case JEROMQ -> "JeroMQ " + Machine.versionOf("jeromq");
      case OURS_COLOCATED -> "reactor-zmtp, one loop";
      case OURS_IO_URING -> "reactor-zmtp, io_uring";
      case OURS_BUSY -> "reactor-zmtp, busy";
      case OURS_THREAD_BUSY -> "reactor-zmtp, own thread, busy";
      case NETTY -> "Netty alone";
      case RSOCKET -> "RSocket " + Machine.versionOf("rsocket");
      case RSOCKET_CHANNEL -> "RSocket, channel";
      case REACTOR_NETTY -> "Reactor Netty alone";
      case SINKS -> "a bare sink";
      case CROWD -> "the crowd";
    };
  }

  private Results measure(List<Contender> contenders, List<Work> works)
      throws IOException, InterruptedException {
    List<String> prefix = cpus == null ? List.of() : List.of("taskset", "-c", cpus);
    Contender crowd = Contender.inJava(Library.CROWD, label(Library.CROWD), jvmOptions);
    Trial trial = new Trial(duration(warmUp), duration(seconds), prefix, crowd, timed);
    Results results = new Results();
    List<Contender> order = new ArrayList<>(contenders);
    for (int round = 1; round <= rounds; round++) {
      for (Work work : works) {
        for (Contender contender : order) {
          if (contender.does(work)) {
            measure(round, trial, contender, work, results);
          }
        }
      }
      // Nobody always goes first.
      Collections.rotate(order, -1);
    }
    return results;
  }

  /** One that fails leaves a gap, and the others go on. */
  private void measure(int round, Trial trial, Contender contender, Work work, Results results)
      throws InterruptedException {
    try {
      var values = trial.run(contender, work);
      results.add(work, contender, values);
      progress(round, work, contender, values);
    } catch (IOException e) {
      failures++;
      System.err.println(e.getMessage());
    }
  }

  private void progress(int round, Work work, Contender contender, Map<Metric, Double> values) {
    Metric first = work.kind().metrics().get(0);
    String text = first.format(values.getOrDefault(first, Double.NaN));
    System.out.printf(
        Locale.ROOT,
        "round %d of %d  %-42s  %-30s %12s%n",
        round,
        rounds,
        work.label(),
        contender.label(),
        text);
  }

  private String title() {
    return "%s%s. %s; median (least to most) of %d rounds of %s s each after %s s of warm-up; two processes over loopback%s."
            .formatted(
                Machine.describe(),
                jvmOptions.isEmpty() ? "" : " with " + String.join(" ", jvmOptions),
                LocalDate.now(ZoneOffset.UTC),
                rounds,
                Metric.digits(seconds),
                Metric.digits(warmUp),
                cpus == null ? "" : " on cores " + cpus)
        + (failures == 0 ? "" : " **%d measurements failed.**".formatted(failures));
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static void endChildrenWithThisProcess() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly)));
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
