package reactor.zmtp.samples.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes such as {@code 4096}, {@code 64k} or {@code 16m}; -1 for no limit. */
final class ByteSize implements ITypeConverter<Long> {

  private static final Pattern FORMAT = Pattern.compile("(\\d{1,12})([kmg]?)");

  @Override
  public Long convert(String text) {
    if (text.equals("-1")) {
      return -1L;
    }
    Matcher matcher = FORMAT.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no size; write a number of bytes, such as 4096, 64k or 16m, or -1");
    }
    int shift =
        switch (matcher.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          default -> 0;
        };
    return Long.parseLong(matcher.group(1)) << shift;
  }
}
