package reactor.zmtp.mechanism;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.wire.Command;

/** How far a server has come with its client's credentials. */
final class Verdict {

  private @Nullable List<byte[]> credentials;
  private boolean pending;
  private int refusal;
  private boolean told;

  /** The credentials have come. */
  void ask(List<byte[]> toJudge) {
    credentials = toJudge;
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
      throw new IllegalStateException("there are no credentials to judge");
    }
    pending = false;
  }

  /**
   * What a client that was refused is told: the status, once. With 300, a temporary failure, libzmq
   * says nothing and closes the connection, so that the client tries again; so do we.
   */
  @Nullable Command error() {
    if (refusal == 0 || refusal == 300 || told) {
      return null;
    }
    told = true;
    return Command.error(Integer.toString(refusal));
  }
}
