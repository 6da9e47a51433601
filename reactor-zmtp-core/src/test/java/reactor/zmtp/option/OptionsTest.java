package reactor.zmtp.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option there is can be set, and disturbs no other. */
class OptionsTest {

  @Test
  void thereAreOptions() {
    assertThat(all()).hasSizeGreaterThan(25).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void anOptionThatIsNotSetHasItsDefault(Option<Object> option) {
    assertThat(Options.DEFAULTS.get(option)).isEqualTo(option.defaultValue());
  }

  @ParameterizedTest
  @MethodSource("all")
  void anOptionThatIsSetHasItsValue(Option<Object> option) {
    Object value = new Object();

    assertThat(Options.DEFAULTS.with(option, value).get(option)).isSameAs(value);
  }

  @ParameterizedTest
  @MethodSource("all")
  void settingAnOptionChangesNoOther(Option<Object> option) {
    Options changed = Options.DEFAULTS.with(option, new Object());

    for (Option<Object> other : all()) {
      if (other != option) {
        assertThat(changed.get(other)).as("%s", other).isEqualTo(other.defaultValue());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void settingAnOptionLeavesTheOptionsItWasSetOnAsTheyWere(Option<Object> option) {
    Object first = new Object();
    Options before = Options.DEFAULTS.with(option, first);

    before.with(option, new Object());

    assertThat(before.get(option)).isSameAs(first);
    assertThat(Options.DEFAULTS.get(option)).isEqualTo(option.defaultValue());
  }

  @ParameterizedTest
  @MethodSource("all")
  void anOptionMayBeSetToNull(Option<Object> option) {
    assertThat(Options.DEFAULTS.with(option, new Object()).with(option, null).get(option)).isNull();
  }

  @Test
  void allOptionsTogetherKeepTheirValues() {
    Options options = Options.DEFAULTS;
    for (Option<Object> option : all()) {
      options = options.with(option, "value of " + option);
    }

    for (Option<Object> option : all()) {
      assertThat(options.get(option)).isEqualTo("value of " + option);
    }
  }

  @Test
  void anOptionIsNamedLikeItsConstantButForThoseWhoseMethodsAreNamedOtherwise()
      throws IllegalAccessException {
    for (Field field : constants()) {
      String name = field.get(null).toString();
      String expected =
          switch (field.getName()) {
            case "ON_EVENT" -> "doOnEvent";
            case "GROUPS" -> "join";
            case "STREAM_NOTIFY" -> "notify";
            case "OBSERVER" -> "observation";
            default -> camelCase(field.getName());
          };
      assertThat(name).isEqualTo(expected);
    }
  }

  @SuppressWarnings("unchecked") // the map behind it does not care
  static List<Option<Object>> all() {
    return constants().stream()
        .map(
            field -> {
              try {
                return (Option<Object>) field.get(null);
              } catch (IllegalAccessException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  private static List<Field> constants() {
    return Arrays.stream(Option.class.getDeclaredFields())
        .filter(field -> field.getType() == Option.class && Modifier.isStatic(field.getModifiers()))
        .toList();
  }

  private static String camelCase(String constant) {
    StringBuilder name = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_", -1)) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }
}
