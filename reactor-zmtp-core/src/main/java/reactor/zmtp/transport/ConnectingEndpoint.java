package reactor.zmtp.transport;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An endpoint that connects. */
public interface ConnectingEndpoint extends TransportEndpoint {

  /**
   * Begins the first attempt.
   *
   * @param abandoned told when no further attempt will be made, and why the last one failed
   */
  void start(Consumer<@Nullable Throwable> abandoned);
}
