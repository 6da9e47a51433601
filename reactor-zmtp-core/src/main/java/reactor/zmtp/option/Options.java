package reactor.zmtp.option;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was set, immutable; the rest has its default. */
public final class Options {

  /** Nothing set. */
  public static final Options DEFAULTS = new Options(Map.of());

  private final Map<Option<?>, @Nullable Object> values;

  private Options(Map<Option<?>, @Nullable Object> values) {
    this.values = values;
  }

  /**
   * The value of an option.
   *
   * @param option which one
   * @return what was set, or the default
   * @param <T> the type of its value
   */
  @SuppressWarnings("unchecked") // with() is the only way in, and it takes the option's own type
  public <T extends @Nullable Object> T get(Option<T> option) {
    return values.containsKey(option) ? (T) values.get(option) : option.defaultValue();
  }

  /**
   * These options and one more.
   *
   * @param option which one
   * @param value its value
   * @return new options; these are unchanged
   * @param <T> the type of its value
   */
  public <T extends @Nullable Object> Options with(Option<T> option, T value) {
    Map<Option<?>, @Nullable Object> changed = new HashMap<>(values);
    changed.put(option, value);
    return new Options(changed);
  }
}
