package reactor.zmtp.option;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options that were set, immutable; the others have their defaults. */
public final class Options {

  public static final Options DEFAULTS = new Options(Map.of());

  private final Map<Option<?>, @Nullable Object> values;

  private Options(Map<Option<?>, @Nullable Object> values) {
    this.values = values;
  }

  @SuppressWarnings("unchecked") // with() is the only way in, and it takes the option's own type
  public <T extends @Nullable Object> T get(Option<T> option) {
    return values.containsKey(option) ? (T) values.get(option) : option.defaultValue();
  }

  public <T extends @Nullable Object> Options with(Option<T> option, T value) {
    Map<Option<?>, @Nullable Object> changed = new HashMap<>(values);
    changed.put(option, value);
    return new Options(changed);
  }
}
