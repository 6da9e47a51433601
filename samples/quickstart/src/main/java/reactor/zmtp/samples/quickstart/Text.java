package reactor.zmtp.samples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** A text of any length, read as its lines are asked for. */
final class Text {

  private static final String ALICE = "alice.txt";

  private final String title;
  private final Callable<InputStream> source;
  private final int times;

  private Text(String title, Callable<InputStream> source, int times) {
    this.title = title;
    this.source = source;
    this.times = times;
  }

  /** The beginning of Alice's Adventures in Wonderland, many times over. */
  static Text alice() {
    int times = 200;
    return new Text(
        "Alice's fall, " + times + " times over,",
        () -> Objects.requireNonNull(Text.class.getResourceAsStream(ALICE), ALICE),
        times);
  }

  static Text file(String path) {
    return new Text(path, () -> Files.newInputStream(Path.of(path)), 1);
  }

  String title() {
    return title;
  }

  /**
   * The lines, read anew by each subscriber. Reading a file blocks, so it has a thread of its own.
   */
  Flux<String> lines() {
    return Flux.using(this::open, reader -> Flux.fromStream(reader.lines()), Text::close)
        .repeat(times - 1L)
        .subscribeOn(Schedulers.boundedElastic());
  }

  private BufferedReader open() throws Exception {
    return new BufferedReader(new InputStreamReader(source.call(), UTF_8));
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
