package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;

/** Assertions on broken rules. */
public final class ProtocolErrors {

  private ProtocolErrors() {}

  /** Asserts which rule the code finds broken, and goes on with the explanation. */
  public static AbstractStringAssert<?> assertBreaks(Rule rule, ThrowingCallable code) {
    ProtocolException error = catchThrowableOfType(ProtocolException.class, code);
    assertThat(error).as("a broken rule").isNotNull();
    assertThat(error.rule()).isEqualTo(rule);
    return assertThat(error.getMessage());
  }
}
