package reactor.zmtp.samples.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them, such as {@code 500ms} or {@code 1.5s}. */
final class Durations {

  private static final Pattern FORMAT = Pattern.compile("(\\d+(?:\\.\\d+)?)(us|ms|s|m|h)");

  private Durations() {}

  static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher matcher = FORMAT.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no duration; write a number and its unit, such as 500ms, 5s or 2m");
    }
    try {
      BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(nanosOf(matcher.group(2)));
      return Duration.ofNanos(nanos.toBigInteger().longValueExact());
    } catch (ArithmeticException tooLarge) {
      throw new TypeConversionException("'" + text + "' is too long a duration");
    }
  }

  private static BigDecimal nanosOf(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "us" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        });
  }

  /** Zero or longer. */
  static final class Any implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return parse(text);
    }
  }

  /** Longer than zero. */
  static final class Positive implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Duration duration = parse(text);
      if (duration.isZero()) {
        throw new TypeConversionException("'" + text + "' is too short, it must be more than 0");
      }
      return duration;
    }
  }

  /** Zero or longer, or -1 for what the option says. */
  static final class OrMinusOne implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      return text.equals("-1") ? Duration.ofMillis(-1) : parse(text);
    }
  }
}
