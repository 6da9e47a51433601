package reactor.zmtp.samples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

  @Test
  void theLastLineNeedNotEnd() throws IOException {
    assertThat(lines(stream("a\n\nb"), 100)).containsExactly("a", "", "b");
  }

  @Test
  void aNewlineAtTheEndBeginsNoLine() throws IOException {
    assertThat(lines(stream("a\n"), 100)).containsExactly("a");
  }

  @Test
  void anEmptyStreamHasNoLines() throws IOException {
    assertThat(lines(stream(""), 100)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 65_535, 65_536, 65_537})
  void linesMayComeInPiecesOfAnySize(int pieces) throws IOException {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      expected.add("x".repeat(i * 7 % 1000) + i);
    }
    expected.add("y".repeat(300_000));
    expected.add("z");

    InputStream in = new InPieces(String.join("\n", expected).getBytes(UTF_8), pieces);

    assertThat(lines(in, 1 << 20)).isEqualTo(expected);
  }

  @Test
  void aLineMayBeAsLongAsTheLimit() throws IOException {
    assertThat(lines(stream("abcd\n"), 4)).containsExactly("abcd");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abcde\n", "abcde"})
  void aLineLongerThanTheLimitIsRefused(String text) {
    assertThatThrownBy(() -> lines(stream(text), 4))
        .hasMessageContaining("longer than the 4 bytes");
  }

  @Test
  void anEndlessLineIsRefusedWithoutReadingItAll() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };

    assertThatThrownBy(() -> new LineReader(endless, 1 << 20).next())
        .isInstanceOf(IOException.class);
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static List<String> lines(InputStream in, long maxLength) throws IOException {
    LineReader reader = new LineReader(in, maxLength);
    List<String> lines = new ArrayList<>();
    for (byte[] line = reader.next(); line != null; line = reader.next()) {
      lines.add(new String(line, UTF_8));
    }
    return lines;
  }

  /** Gives at most so many bytes at a time. */
  private static final class InPieces extends ByteArrayInputStream {
    private final int size;

    InPieces(byte[] bytes, int size) {
      super(bytes);
      this.size = size;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, size));
    }
  }
}
