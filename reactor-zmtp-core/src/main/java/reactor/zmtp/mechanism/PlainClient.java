package reactor.zmtp.mechanism;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Metadata;

/** Client of PLAIN (RFC 24): HELLO, WELCOME, INITIATE, READY. Nothing is encrypted. */
public final class PlainClient implements Mechanism {

  static final String NAME = "PLAIN";
  static final int MOST = 255;

  private enum State {
    SEND_HELLO,
    AWAIT_WELCOME,
    SEND_INITIATE,
    AWAIT_READY,
    COMPLETE
  }

  private final Metadata own;
  private final byte[] username;
  private final byte[] password;

  private State state = State.SEND_HELLO;
  private @Nullable Metadata peer;

  public PlainClient(Metadata own, String username, String password) {
    this.own = own;
    this.username = bytes(username, "user name");
    this.password = bytes(password, "password");
  }

  private static byte[] bytes(String text, String what) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST) {
      throw new IllegalArgumentException(
          "a %s of PLAIN has at most %d bytes, not %d".formatted(what, MOST, bytes.length));
    }
    return bytes;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean asServer() {
    return false;
  }

  @Override
  public @Nullable Command next() {
    switch (state) {
      case SEND_HELLO -> {
        state = State.AWAIT_WELCOME;
        return Command.of("HELLO", hello());
      }
      case SEND_INITIATE -> {
        state = State.AWAIT_READY;
        return Command.of("INITIATE", own.toByteArray());
      }
      default -> {
        return null;
      }
    }
  }

  private byte[] hello() {
    byte[] body = new byte[2 + username.length + password.length];
    body[0] = (byte) username.length;
    System.arraycopy(username, 0, body, 1, username.length);
    body[1 + username.length] = (byte) password.length;
    System.arraycopy(password, 0, body, 2 + username.length, password.length);
    return body;
  }

  @Override
  public void receive(Command command) {
    boolean waiting = state == State.AWAIT_WELCOME || state == State.AWAIT_READY;
    if (waiting && command.is(Command.ERROR)) {
      throw HandshakeErrors.refused(command);
    }
    if (state == State.AWAIT_WELCOME && command.is("WELCOME")) {
      HandshakeErrors.checkLength(command, command.body().length == 0, "0");
      state = State.SEND_INITIATE;
    } else if (state == State.AWAIT_READY && command.is(Command.READY)) {
      peer = Metadata.decode(command.body(), 0);
      state = State.COMPLETE;
    } else {
      throw HandshakeErrors.unexpected(
          NAME,
          command,
          switch (state) {
            case AWAIT_WELCOME -> "WELCOME or ERROR";
            case AWAIT_READY -> "READY or ERROR";
            default -> "no command";
          });
    }
  }

  @Override
  public boolean isLastWordDue() {
    return state == State.SEND_INITIATE;
  }

  @Override
  public boolean isComplete() {
    return state == State.COMPLETE;
  }

  @Override
  public @Nullable Metadata peerMetadata() {
    return peer;
  }

  @Override
  public @Nullable String closingMeans() {
    return state == State.AWAIT_READY ? HandshakeErrors.NOT_WANTED : null;
  }
}
