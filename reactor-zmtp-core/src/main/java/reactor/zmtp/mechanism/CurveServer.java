package reactor.zmtp.mechanism;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.crypto.BoxKey;
import reactor.zmtp.crypto.KeyPairs;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Metadata;

/**
 * Server of CURVE (RFC 26), with names as in {@link CurveClient}. Between WELCOME and INITIATE it
 * has neither C' nor s', which are in the cookie, but only the cookie's key.
 */
public final class CurveServer extends AuthenticatingServer {

  private enum State {
    AWAIT_HELLO,
    SEND_WELCOME,
    AWAIT_INITIATE,
    AUTHENTICATE,
    SEND_READY,
    COMPLETE
  }

  private final Metadata own;
  private final CurveKeyPair keys;

  private State state = State.AWAIT_HELLO;
  private long lastReceived;
  private byte @Nullable [] clientShortKey;
  private @Nullable BoxKey helloKey;
  private @Nullable BoxKey cookieKey;
  private @Nullable BoxKey connectionKey;
  private @Nullable Metadata peer;
  private @Nullable FrameBox frameBox;
  private boolean handedOver;

  /** {@code keys} are S and s. */
  public CurveServer(Metadata own, CurveKeyPair keys) {
    this.own = own;
    this.keys = keys;
  }

  @Override
  public String name() {
    return CurveCommands.NAME;
  }

  @Override
  public @Nullable Command next() {
    switch (state) {
      case SEND_WELCOME -> {
        state = State.AWAIT_INITIATE;
        return Command.of(CurveCommands.WELCOME, welcome());
      }
      case SEND_READY -> {
        state = State.COMPLETE;
        return Command.of(Command.READY, ready());
      }
      default -> {
        return error();
      }
    }
  }

  @Override
  public void receive(Command command) {
    if (state == State.AWAIT_HELLO && command.is(CurveCommands.HELLO)) {
      hello(command);
      state = State.SEND_WELCOME;
    } else if (state == State.AWAIT_INITIATE && command.is(CurveCommands.INITIATE)) {
      authenticate(List.of(initiate(command)));
      state = State.AUTHENTICATE;
    } else {
      throw HandshakeErrors.unexpected(
          CurveCommands.NAME,
          command,
          switch (state) {
            case AWAIT_HELLO -> "HELLO";
            case AWAIT_INITIATE -> "INITIATE";
            default -> "no command";
          });
    }
  }

  private void hello(Command command) {
    byte[] body = command.body();
    HandshakeErrors.checkLength(
        command,
        body.length == CurveCommands.HELLO_SIZE,
        Integer.toString(CurveCommands.HELLO_SIZE));
    if (body[0] != 1 || body[1] != 0) {
      throw HandshakeErrors.malformed(
          "a HELLO of CurveZMQ %d.%d; this is 1.0".formatted(body[0] & 0xFF, body[1] & 0xFF));
    }
    if (!isZero(body, 2, CurveCommands.HELLO_KEY)) {
      throw HandshakeErrors.malformed("a HELLO whose padding is not zero");
    }
    lastReceived = ByteBuffer.wrap(body).getLong(CurveCommands.HELLO_NONCE);
    byte[] shortKey = Arrays.copyOfRange(body, CurveCommands.HELLO_KEY, CurveCommands.HELLO_NONCE);
    BoxKey key = CurveCommands.agree(keys, shortKey, "the client's short-term key");
    helloKey = key;
    byte[] proof =
        key.open(
            CurveCommands.nonce("CurveZMQHELLO---", lastReceived),
            body,
            CurveCommands.HELLO_BOX,
            body.length - CurveCommands.HELLO_BOX);
    if (proof == null) {
      throw CurveCommands.forged(
          "the peer's HELLO cannot be opened: it is meant for another server's public key");
    }
    if (!isZero(proof, 0, proof.length)) {
      throw HandshakeErrors.malformed("a HELLO whose box has other bytes than zeros");
    }
    clientShortKey = shortKey;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      all |= bytes[i];
    }
    return all == 0;
  }

  private byte[] welcome() {
    byte[] shortSecretKey = KeyPairs.drawSecretKey();
    byte[] cookieNonce = KeyPairs.random(CurveCommands.LONG_NONCE);
    byte[] drawn = KeyPairs.random(CurveCommands.KEY);
    cookieKey = BoxKey.of(drawn);
    Arrays.fill(drawn, (byte) 0);
    byte[] inCookie =
        ByteBuffer.allocate(2 * CurveCommands.KEY)
            .put(present(clientShortKey))
            .put(shortSecretKey)
            .array();
    byte[] plain =
        ByteBuffer.allocate(CurveCommands.KEY + CurveCommands.COOKIE_SIZE)
            .put(KeyPairs.publicKeyOf(shortSecretKey))
            .put(cookieNonce)
            .put(cookieKey.seal(CurveCommands.nonce("COOKIE--", cookieNonce, 0), inCookie))
            .array();
    Arrays.fill(inCookie, (byte) 0);
    Arrays.fill(shortSecretKey, (byte) 0);
    clientShortKey = null;
    byte[] nonce = KeyPairs.random(CurveCommands.LONG_NONCE);
    BoxKey key = present(helloKey);
    byte[] box = key.seal(CurveCommands.nonce("WELCOME-", nonce, 0), plain);
    key.forget();
    helloKey = null;
    return ByteBuffer.allocate(CurveCommands.WELCOME_SIZE).put(nonce).put(box).array();
  }

  /** Returns C, which is proven to be the client's. */
  private byte[] initiate(Command command) {
    byte[] body = command.body();
    HandshakeErrors.checkLength(
        command,
        body.length >= CurveCommands.INITIATE_LEAST,
        "at least " + CurveCommands.INITIATE_LEAST);
    long number = ByteBuffer.wrap(body).getLong(CurveCommands.INITIATE_NONCE);
    CurveCommands.checkFollows(number, lastReceived, "INITIATE");
    lastReceived = number;
    byte[] inCookie = openCookie(body);
    byte[] shortKey = Arrays.copyOf(inCookie, CurveCommands.KEY);
    byte[] shortSecretKey = Arrays.copyOfRange(inCookie, CurveCommands.KEY, inCookie.length);
    Arrays.fill(inCookie, (byte) 0);
    try {
      BoxKey key = CurveCommands.agree(shortSecretKey, shortKey, "the client's short-term key");
      connectionKey = key;
      byte[] plain =
          key.open(
              CurveCommands.nonce("CurveZMQINITIATE", number),
              body,
              CurveCommands.INITIATE_BOX,
              body.length - CurveCommands.INITIATE_BOX);
      if (plain == null) {
        throw CurveCommands.forged(
            "the peer's INITIATE cannot be opened: it was changed on its way");
      }
      byte[] clientKey = Arrays.copyOf(plain, CurveCommands.KEY);
      checkVouch(plain, clientKey, shortKey, shortSecretKey);
      peer = Metadata.decode(plain, CurveCommands.INITIATE_METADATA);
      return clientKey;
    } finally {
      Arrays.fill(shortSecretKey, (byte) 0);
    }
  }

  private byte[] openCookie(byte[] body) {
    BoxKey key = present(cookieKey);
    byte[] inCookie =
        key.open(
            CurveCommands.nonce("COOKIE--", body, 0),
            body,
            CurveCommands.LONG_NONCE,
            CurveCommands.COOKIE_SIZE - CurveCommands.LONG_NONCE);
    key.forget(); // one attempt for each cookie
    cookieKey = null;
    if (inCookie == null) {
      throw CurveCommands.forged("the cookie in the peer's INITIATE is none of this connection");
    }
    return inCookie;
  }

  /**
   * Checks that whoever has c made C', for this server. libzmq does not look at S in it; RFC 26
   * does.
   */
  private void checkVouch(byte[] plain, byte[] clientKey, byte[] shortKey, byte[] shortSecretKey) {
    BoxKey key = CurveCommands.agree(shortSecretKey, clientKey, "the client's public key");
    byte[] vouch =
        key.open(
            CurveCommands.nonce("VOUCH---", plain, CurveCommands.KEY),
            plain,
            CurveCommands.KEY + CurveCommands.LONG_NONCE,
            CurveCommands.VOUCH_BOX);
    key.forget();
    if (vouch == null) {
      throw CurveCommands.forged(
          "the vouch in the peer's INITIATE cannot be opened: it has not the secret key of the"
              + " public key it claims");
    }
    byte[] due =
        ByteBuffer.allocate(2 * CurveCommands.KEY)
            .put(shortKey)
            .put(keys.publicKey().bytes())
            .array();
    if (!MessageDigest.isEqual(vouch, due)) {
      throw CurveCommands.wrongKeys(
          "the vouch in the peer's INITIATE is for another connection or another server");
    }
  }

  private byte[] ready() {
    long number = 1;
    BoxKey key = present(connectionKey);
    byte[] box = key.seal(CurveCommands.nonce("CurveZMQREADY---", number), own.toByteArray());
    frameBox =
        new CurveFrameBox(
            key,
            CurveCommands.SERVER_MESSAGES,
            number,
            CurveCommands.CLIENT_MESSAGES,
            lastReceived);
    return ByteBuffer.allocate(CurveCommands.READY_BOX + box.length)
        .putLong(number)
        .put(box)
        .array();
  }

  private static <V> V present(@Nullable V value) {
    if (value == null) {
      throw new IllegalStateException("the CURVE handshake has not come that far");
    }
    return value;
  }

  @Override
  void accepted() {
    state = State.SEND_READY;
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
    for (BoxKey key : new @Nullable BoxKey[] {helloKey, cookieKey, connectionKey}) {
      if (key != null) {
        key.forget();
      }
    }
    if (frameBox != null && !handedOver) {
      frameBox.forget();
    }
  }
}
