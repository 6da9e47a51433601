package reactor.zmtp.mechanism;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.wire.Command;

/** Progress of a server with its client's credentials. */
final class AuthenticationState {

  private @Nullable List<byte[]> credentials;
  private boolean pending;
  private int refusal;
  private boolean sent;

  void ask(List<byte[]> theirs) {
    credentials = theirs;
    pending = true;
  }

  /** Given once. */
  @Nullable List<byte[]> takeCredentials() {
    List<byte[]> taken = credentials;
    credentials = null;
    return taken;
  }

  void accept() {
    decide();
  }

  void refuse(int status) {
    decide();
    refusal = status;
  }

  private void decide() {
    if (!pending) {
      throw new IllegalStateException("there are no credentials to check");
    }
    pending = false;
  }

  /**
   * The ERROR for a client that was refused, with the status, once. With 300, a temporary failure,
   * libzmq sends nothing and closes the connection, so that the client tries again; so do we.
   */
  @Nullable Command error() {
    if (refusal == 0 || refusal == 300 || sent) {
      return null;
    }
    sent = true;
    return Command.error(Integer.toString(refusal));
  }
}
