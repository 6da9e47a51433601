package reactor.zmtp.samples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;

/** Standard input as somebody types it. */
final class Typed implements AutoCloseable {

  private final PipedInputStream input = new PipedInputStream();
  private final PrintStream lines;

  Typed() throws IOException {
    lines = new PrintStream(new PipedOutputStream(input), true);
  }

  InputStream input() {
    return input;
  }

  void type(String line) {
    lines.println(line);
  }

  @Override
  public void close() {
    lines.close();
  }
}
