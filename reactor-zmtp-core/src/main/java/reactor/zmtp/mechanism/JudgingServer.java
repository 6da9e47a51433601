package reactor.zmtp.mechanism;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.wire.Command;

/** A server, which has its client judged between two commands. */
abstract class JudgingServer implements Mechanism {

  private final Verdict verdict = new Verdict();

  @Override
  public final boolean asServer() {
    return true;
  }

  /** The client has proven itself, as what is to be judged; no command is due until then. */
  final void authenticate(List<byte[]> credentials) {
    verdict.ask(credentials);
  }

  @Override
  public final @Nullable List<byte[]> credentials() {
    return verdict.takeCredentials();
  }

  @Override
  public final void accept() {
    verdict.accept();
    accepted();
  }

  /** The client is let in. */
  abstract void accepted();

  @Override
  public final void refuse(int status) {
    verdict.refuse(status);
  }

  /** What the client is told if it was refused, once. */
  final @Nullable Command error() {
    return verdict.error();
  }
}
