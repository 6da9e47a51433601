package reactor.zmtp.samples.benchmarks.peers;

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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

  /** The size of a message where nothing else is said. */
  private static final int SMALL = 64;

  private static final int TOPICS = 10_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description =
          "of ours, ours-thread, ours-bounded, ours-without-credit, libzmq, jeromq, and netty in"
              + " round-trip and silence (default: ours, ours-thread, libzmq, jeromq)")
  private List<String> only = BY_DEFAULT;

  @Option(
      names = "--works",
      split = ",",
      paramLabel = "WORK",
      description = "of ${COMPLETION-CANDIDATES} (default: all)")
  private List<Work.Kind> works = List.of(Work.Kind.values());

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "BYTES",
      description = "of the messages PUSH sends (default: 8,64,256,1024,16384,262144)")
  private List<Integer> sizes = List.of(8, 64, 256, 1024, 16_384, 262_144);

  @Option(
      names = "--curve-sizes",
      split = ",",
      paramLabel = "BYTES",
      description = "of the messages PUSH sends under CURVE (default: 64,1024,65536)")
  private List<Integer> curveSizes = List.of(64, 1024, 65_536);

  @Option(
      names = "--subscribers",
      split = ",",
      paramLabel = "N",
      description = "how many, for fan-out (default: 1,10,100)")
  private List<Integer> subscribers = List.of(1, 10, 100);

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
    endChildrenWithThisProcess();
    Path programs = Files.createTempDirectory("peers");
    try {
      List<Contender> contenders = contenders(programs);
      if (contenders.isEmpty()) {
        System.err.println("nothing to measure");
        return 1;
      }
      Results results = measure(contenders);
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
    refuseNonsense("--sizes", sizes);
    refuseNonsense("--curve-sizes", curveSizes);
    if (rounds < 1 || seconds <= 0 || warmUp < 0) {
      throw wrong("--rounds is 1 or more, --seconds more than 0, --warm-up not less than 0");
    }
    for (String name : only) {
      if (!name.equals("libzmq") && library(name) == null) {
        throw wrong("--only " + name + ": no such contender");
      }
    }
  }

  private void refuseNonsense(String option, List<Integer> sizes) {
    for (int size : sizes) {
      if (size < 1) {
        throw wrong(option + " " + size + ": a message to count has 1 byte or more");
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
        contenders.add(Contender.inJava(library, label(library), jvmOptions));
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
      case NETTY -> "Netty alone";
    };
  }

  private Results measure(List<Contender> contenders) throws IOException, InterruptedException {
    List<String> prefix = cpus == null ? List.of() : List.of("taskset", "-c", cpus);
    Trial trial = new Trial(duration(warmUp), duration(seconds), prefix);
    Results results = new Results();
    List<Contender> order = new ArrayList<>(contenders);
    for (int round = 1; round <= rounds; round++) {
      for (Work work : works()) {
        for (Contender contender : order) {
          if (!does(contender, work)) {
            continue;
          }
          measure(round, trial, contender, work, results);
        }
      }
      // Nobody always goes first.
      Collections.rotate(order, -1);
    }
    return results;
  }

  private static boolean does(Contender contender, Work work) {
    Library library = library(contender.name());
    return library == null
        || (library.plays(work.kind().binder) && library.plays(work.kind().connector));
  }

  /** One that fails leaves a gap, and the others go on. */
  private void measure(int round, Trial trial, Contender contender, Work work, Results results)
      throws InterruptedException {
    try {
      var values = trial.run(contender, work);
      results.add(work, contender, values);
      progress(round, work, contender, values.values().iterator().next());
    } catch (IOException e) {
      failures++;
      System.err.println(e.getMessage());
    }
  }

  private void progress(int round, Work work, Contender contender, double value) {
    String text = work.kind().metrics().get(0).format(value);
    System.out.printf(
        Locale.ROOT,
        "round %d of %d  %-42s  %-30s %12s%n",
        round,
        rounds,
        work.label(),
        contender.label(),
        text);
  }

  private List<Work> works() {
    List<Work> all = new ArrayList<>();
    if (works.contains(Work.Kind.RATE)) {
      sizes.forEach(size -> all.add(new Work(Work.Kind.RATE, size, 0)));
    }
    for (Work.Kind kind : works) {
      switch (kind) {
        case RATE -> {} // of several sizes, see above
        case ROUND_TRIP, SILENCE, REQ_REP, ROUTER -> all.add(new Work(kind, SMALL, 0));
        case FAN_OUT -> subscribers.forEach(count -> all.add(new Work(kind, SMALL, count)));
        case TOPICS -> all.add(new Work(kind, SMALL, TOPICS));
        case CURVE -> curveSizes.forEach(size -> all.add(new Work(kind, size, 0)));
      }
    }
    return all;
  }

  private String title() {
    return "%s%s. %s; median (least to most) of %d rounds of %s s each after %s s of warm-up; two processes over loopback TCP%s."
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
