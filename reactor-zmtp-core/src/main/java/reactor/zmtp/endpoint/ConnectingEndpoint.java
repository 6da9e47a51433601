package reactor.zmtp.endpoint;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Endpoint that connects. */
public interface ConnectingEndpoint extends TransportEndpoint {

  /**
   * Begins the first attempt. {@code abandoned} is called when no further attempt will be made,
   * with the reason why the last one failed.
   */
  void start(Consumer<@Nullable Throwable> abandoned);
}
