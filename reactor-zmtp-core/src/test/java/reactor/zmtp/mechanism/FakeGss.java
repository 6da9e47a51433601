package reactor.zmtp.mechanism;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.MessageProp;

/** A security context that does what it is told: no KDC, and a wrap that hides nothing. */
class FakeGss implements GssContexts {

  /** What a wrapped message begins with. */
  static final byte[] WRAPPED = {5, 4, 6, 7};

  private final Deque<byte[]> tokens = new ArrayDeque<>();
  private final List<byte[]> received = new ArrayList<>();

  private boolean neverEstablished;
  private GSSException failure;
  private RuntimeException fault;
  boolean mutual = true;
  boolean confidential = true;
  boolean numbered = true;
  boolean wrapsInPrivate = true;
  boolean unwrapsInPrivate = true;
  boolean duplicate;
  boolean gap;
  int padding;
  byte[] prefix = WRAPPED;
  int created;
  int disposed;

  /** A context that gives these tokens, one a step, and is established with the last. */
  static FakeGss giving(byte[]... tokens) {
    FakeGss gss = new FakeGss();
    gss.tokens.addAll(List.of(tokens));
    return gss;
  }

  static FakeGss client() {
    return giving(new byte[] {1, 2, 3}, new byte[0]);
  }

  static FakeGss server() {
    return giving(new byte[] {4, 5});
  }

  FakeGss thatFails(int code) {
    failure = new GSSException(code);
    return this;
  }

  FakeGss thatFails(RuntimeException thrown) {
    fault = thrown;
    return this;
  }

  /** A context that gives the same token for ever. */
  FakeGss thatNeverEnds() {
    neverEstablished = true;
    return this;
  }

  List<byte[]> received() {
    return received;
  }

  @Override
  public GSSContext create() {
    created++;
    return context();
  }

  @Override
  public byte[] step(GSSContext context, byte[] token) throws GSSException {
    received.add(token);
    if (failure != null) {
      throw failure;
    }
    if (fault != null) {
      throw fault;
    }
    return neverEstablished ? tokens.peek() : tokens.remove();
  }

  GSSContext context() {
    return (GSSContext)
        Proxy.newProxyInstance(
            FakeGss.class.getClassLoader(),
            new Class<?>[] {GSSContext.class},
            (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws GSSException {
    return switch (method.getName()) {
      case "isEstablished" -> isEstablished();
      case "getMutualAuthState" -> mutual;
      case "getConfState" -> confidential;
      case "getIntegState" -> true;
      case "getReplayDetState" -> numbered;
      case "getSequenceDetState" -> false;
      case "getSrcName" -> name("ann@ZMTP.TEST");
      case "wrap" ->
          wrap(
              (byte[]) arguments[0],
              (int) arguments[1],
              (int) arguments[2],
              (MessageProp) arguments[3]);
      case "unwrap" ->
          unwrap(
              (byte[]) arguments[0],
              (int) arguments[1],
              (int) arguments[2],
              (MessageProp) arguments[3]);
      case "dispose" -> {
        disposed++;
        yield null;
      }
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }

  boolean isEstablished() {
    return !neverEstablished && tokens.isEmpty();
  }

  private static GSSName name(String text) {
    return (GSSName)
        Proxy.newProxyInstance(
            FakeGss.class.getClassLoader(),
            new Class<?>[] {GSSName.class},
            (proxy, method, arguments) -> text);
  }

  byte[] wrap(byte[] plain, int offset, int length, MessageProp properties) throws GSSException {
    if (disposed > 0) {
      throw new GSSException(GSSException.NO_CONTEXT);
    }
    properties.setPrivacy(wrapsInPrivate);
    byte[] token = Arrays.copyOf(prefix, prefix.length + length + padding * (length & 1));
    System.arraycopy(plain, offset, token, prefix.length, length);
    return token;
  }

  byte[] unwrap(byte[] token, int offset, int length, MessageProp properties) throws GSSException {
    if (length < WRAPPED.length
        || !Arrays.equals(Arrays.copyOfRange(token, offset, offset + WRAPPED.length), WRAPPED)) {
      throw new GSSException(GSSException.DEFECTIVE_TOKEN);
    }
    properties.setPrivacy(unwrapsInPrivate);
    properties.setSupplementaryStates(duplicate, false, false, gap, 0, null);
    return Arrays.copyOfRange(token, offset + WRAPPED.length, offset + length);
  }
}
