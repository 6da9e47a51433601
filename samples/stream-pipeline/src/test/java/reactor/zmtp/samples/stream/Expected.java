package reactor.zmtp.samples.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data that ships, and what is to be made of it. */
final class Expected {

  static final Path TRADES = Path.of("data/trades.csv");
  static final int COUNT = 10_000;

  private Expected() {}

  static String counts() throws IOException {
    return Files.readString(Path.of("data/counts.csv"));
  }
}
