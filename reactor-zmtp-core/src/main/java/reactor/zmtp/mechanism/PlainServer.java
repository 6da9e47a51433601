package reactor.zmtp.mechanism;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Metadata;

/** Server of PLAIN (RFC 24): has the HELLO authenticated before it sends WELCOME. */
public final class PlainServer extends AuthenticatingServer {

  private enum State {
    AWAIT_HELLO,
    AUTHENTICATE,
    SEND_WELCOME,
    AWAIT_INITIATE,
    SEND_READY,
    COMPLETE
  }

  private final Metadata own;

  private State state = State.AWAIT_HELLO;
  private @Nullable Metadata peer;

  public PlainServer(Metadata own) {
    this.own = own;
  }

  @Override
  public String name() {
    return PlainClient.NAME;
  }

  @Override
  public @Nullable Command next() {
    switch (state) {
      case SEND_WELCOME -> {
        state = State.AWAIT_INITIATE;
        return Command.of("WELCOME", new byte[0]);
      }
      case SEND_READY -> {
        state = State.COMPLETE;
        return Command.ready(own);
      }
      default -> {
        return error();
      }
    }
  }

  @Override
  public void receive(Command command) {
    if (state == State.AWAIT_HELLO && command.is("HELLO")) {
      authenticate(credentials(command.body()));
      state = State.AUTHENTICATE;
    } else if (state == State.AWAIT_INITIATE && command.is("INITIATE")) {
      peer = Metadata.decode(command.body(), 0);
      state = State.SEND_READY;
    } else {
      throw HandshakeErrors.unexpected(
          PlainClient.NAME,
          command,
          switch (state) {
            case AWAIT_HELLO -> "HELLO";
            case AWAIT_INITIATE -> "INITIATE";
            default -> "no command";
          });
    }
  }

  private static List<byte[]> credentials(byte[] body) {
    int usernameLength = body.length == 0 ? 0 : Byte.toUnsignedInt(body[0]);
    int passwordAt = 1 + usernameLength;
    if (body.length < passwordAt + 1
        || body.length != passwordAt + 1 + Byte.toUnsignedInt(body[passwordAt])) {
      throw HandshakeErrors.malformed(
          "a HELLO command of %d bytes after its name, which the lengths of user name and password"
                  .formatted(body.length)
              + " in it do not add up to");
    }
    return List.of(
        Arrays.copyOfRange(body, 1, passwordAt),
        Arrays.copyOfRange(body, passwordAt + 1, body.length));
  }

  @Override
  void accepted() {
    state = State.SEND_WELCOME;
  }

  @Override
  public boolean isLastWordDue() {
    return state == State.SEND_READY;
  }

  @Override
  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  @Override
  public @Nullable Metadata peerMetadata() {
    return peer;
  }
}
