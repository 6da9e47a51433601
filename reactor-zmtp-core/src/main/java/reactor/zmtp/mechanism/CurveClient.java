package reactor.zmtp.mechanism;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.crypto.BoxKey;
import reactor.zmtp.crypto.KeyPairs;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Metadata;

/**
 * Client of CURVE (RFC 26). Names as in the RFC: the long-term keys are C and c, S and s, those of
 * this connection alone C' and c', S' and s'.
 */
public final class CurveClient implements Mechanism {

  private enum State {
    SEND_HELLO,
    AWAIT_WELCOME,
    SEND_INITIATE,
    AWAIT_READY,
    COMPLETE
  }

  private final Metadata own;
  private final CurveKeyPair keys;
  private final byte[] serverKey;
  private final byte[] shortSecretKey;
  private final byte[] shortPublicKey;

  private State state = State.SEND_HELLO;
  private long lastSent;
  private @Nullable BoxKey helloKey;
  private byte @Nullable [] serverShortKey;
  private byte @Nullable [] cookie;
  private @Nullable BoxKey connectionKey;
  private @Nullable Metadata peer;
  private @Nullable FrameBox frameBox;
  private boolean handedOver;

  /** {@code keys} are C and c, {@code server} is S. */
  public CurveClient(Metadata own, CurveKeyPair keys, CurvePublicKey server) {
    this.own = own;
    this.keys = keys;
    this.serverKey = server.bytes();
    this.shortSecretKey = KeyPairs.drawSecretKey();
    this.shortPublicKey = KeyPairs.publicKeyOf(shortSecretKey);
  }

  @Override
  public String name() {
    return CurveCommands.NAME;
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
        return Command.of(CurveCommands.HELLO, hello());
      }
      case SEND_INITIATE -> {
        state = State.AWAIT_READY;
        return Command.of(CurveCommands.INITIATE, initiate());
      }
      default -> {
        return null;
      }
    }
  }

  private byte[] hello() {
    BoxKey key = CurveCommands.agree(shortSecretKey, serverKey, "the server's public key");
    helloKey = key;
    long number = ++lastSent;
    byte[] box =
        key.seal(
            CurveCommands.nonce("CurveZMQHELLO---", number), new byte[CurveCommands.HELLO_PROOF]);
    return ByteBuffer.allocate(CurveCommands.HELLO_SIZE)
        .put((byte) 1) // CurveZMQ 1.0
        .put((byte) 0)
        .put(new byte[CurveCommands.HELLO_PADDING])
        .put(shortPublicKey)
        .putLong(number)
        .put(box)
        .array();
  }

  @Override
  public void receive(Command command) {
    boolean waiting = state == State.AWAIT_WELCOME || state == State.AWAIT_READY;
    if (waiting && command.is(Command.ERROR)) {
      throw HandshakeErrors.refused(command);
    }
    if (state == State.AWAIT_WELCOME && command.is(CurveCommands.WELCOME)) {
      welcome(command);
      state = State.SEND_INITIATE;
    } else if (state == State.AWAIT_READY && command.is(Command.READY)) {
      ready(command);
      state = State.COMPLETE;
    } else {
      throw HandshakeErrors.unexpected(
          CurveCommands.NAME,
          command,
          switch (state) {
            case AWAIT_WELCOME -> "WELCOME or ERROR";
            case AWAIT_READY -> "READY or ERROR";
            default -> "no command";
          });
    }
  }

  private void welcome(Command command) {
    byte[] body = command.body();
    HandshakeErrors.checkLength(
        command,
        body.length == CurveCommands.WELCOME_SIZE,
        Integer.toString(CurveCommands.WELCOME_SIZE));
    byte[] plain =
        present(helloKey)
            .open(
                CurveCommands.nonce("WELCOME-", body, 0),
                body,
                CurveCommands.LONG_NONCE,
                body.length - CurveCommands.LONG_NONCE);
    if (plain == null) {
      throw CurveCommands.forged(
          "the peer's WELCOME cannot be opened: it has not the secret key of the public key that"
              + " was given for the server");
    }
    serverShortKey = Arrays.copyOf(plain, CurveCommands.KEY);
    cookie = Arrays.copyOfRange(plain, CurveCommands.KEY, plain.length);
    connectionKey =
        CurveCommands.agree(shortSecretKey, serverShortKey, "the server's short-term key");
  }

  private byte[] initiate() {
    byte[] vouchNonce = KeyPairs.random(CurveCommands.LONG_NONCE);
    byte[] plain =
        ByteBuffer.allocate(CurveCommands.INITIATE_METADATA + own.byteLength())
            .put(keys.publicKey().bytes())
            .put(vouchNonce)
            .put(vouch(vouchNonce))
            .put(own.toByteArray())
            .array();
    long number = ++lastSent;
    byte[] box =
        present(connectionKey).seal(CurveCommands.nonce("CurveZMQINITIATE", number), plain);
    return ByteBuffer.allocate(CurveCommands.INITIATE_BOX + box.length)
        .put(present(cookie))
        .putLong(number)
        .put(box)
        .array();
  }

  /**
   * Vouches that C' belongs to C, and is meant for S. libzmq boxes it for S', and not, as once, for
   * S.
   */
  private byte[] vouch(byte[] nonce) {
    BoxKey key = CurveCommands.agree(keys, present(serverShortKey), "the server's short-term key");
    byte[] vouch =
        ByteBuffer.allocate(2 * CurveCommands.KEY).put(shortPublicKey).put(serverKey).array();
    byte[] box = key.seal(CurveCommands.nonce("VOUCH---", nonce, 0), vouch);
    key.forget();
    return box;
  }

  private void ready(Command command) {
    byte[] body = command.body();
    HandshakeErrors.checkLength(
        command, body.length >= CurveCommands.READY_LEAST, "at least " + CurveCommands.READY_LEAST);
    long number = ByteBuffer.wrap(body).getLong();
    BoxKey key = present(connectionKey);
    byte[] plain =
        key.open(
            CurveCommands.nonce("CurveZMQREADY---", number),
            body,
            CurveCommands.READY_BOX,
            body.length - CurveCommands.READY_BOX);
    if (plain == null) {
      throw CurveCommands.forged("the peer's READY cannot be opened: it was changed on its way");
    }
    peer = Metadata.decode(plain, 0);
    frameBox =
        new CurveFrameBox(
            key, CurveCommands.CLIENT_MESSAGES, lastSent, CurveCommands.SERVER_MESSAGES, number);
  }

  private static <V> V present(@Nullable V value) {
    if (value == null) {
      throw new IllegalStateException("the CURVE handshake has not come that far");
    }
    return value;
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
    return switch (state) {
      case AWAIT_WELCOME -> "most likely the public key that was given for the server is not its";
      case AWAIT_READY -> HandshakeErrors.NOT_WANTED;
      default -> null;
    };
  }

  @Override
  public @Nullable FrameBox frameBox() {
    handedOver = frameBox != null;
    return frameBox;
  }

  @Override
  public int overhead() {
    return CurveFrameBox.OVERHEAD;
  }

  @Override
  public void forget() {
    Arrays.fill(shortSecretKey, (byte) 0);
    if (helloKey != null) {
      helloKey.forget();
    }
    if (connectionKey != null) {
      connectionKey.forget();
    }
    if (frameBox != null && !handedOver) {
      frameBox.forget();
    }
  }
}
