package reactor.zmtp.samples.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** A file, read as its lines are asked for. */
final class Lines {

  private Lines() {}

  /** Reading a file blocks, so it has a thread of its own. */
  static Flux<String> of(Path file) {
    return Flux.using(
            () -> Files.newBufferedReader(file),
            reader -> Flux.fromStream(reader.lines()),
            Lines::close)
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
