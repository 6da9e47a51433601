package reactor.zmtp.mechanism;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.wire.Command;

/** Server that has its client authenticated between two commands. */
abstract class AuthenticatingServer implements Mechanism {

  private final AuthenticationState authentication = new AuthenticationState();

  @Override
  public final boolean asServer() {
    return true;
  }

  /**
   * Has the client authenticated by what it has proven to have; no command is due until that is
   * done.
   */
  final void authenticate(List<byte[]> credentials) {
    authentication.ask(credentials);
  }

  @Override
  public final @Nullable List<byte[]> credentials() {
    return authentication.takeCredentials();
  }

  @Override
  public final void accept() {
    authentication.accept();
    accepted();
  }

  abstract void accepted();

  @Override
  public final void refuse(int status) {
    authentication.refuse(status);
  }

  /** The ERROR for a client that was refused, once. */
  final @Nullable Command error() {
    return authentication.error();
  }
}
