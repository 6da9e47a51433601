package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.concat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpFrame;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;

/**
 * A scenario while it is played: the socket under test, the connections of the suite to it, and
 * what a step can do with either. Blocks; used by one thread.
 */
final class Scene implements AutoCloseable {

  private static final byte[] PROBE = "alive?".getBytes(StandardCharsets.US_ASCII);

  /** Octets of a PING before its context. */
  private static final int TTL = 2;

  /** How long nothing must come for it to count as nothing. */
  static final Duration MOMENT = Duration.ofMillis(120);

  final Scenario scenario;
  final Conditions conditions;
  final Transcript transcript = new Transcript();
  final List<String> notes = new ArrayList<>();
  final Engine engine;
  final EngineSocket socket;
  final Duration patience;

  private final Map<Integer, Conversation> peers = new TreeMap<>();
  private final Map<Integer, ZmtpListener> listeners = new TreeMap<>();
  private @Nullable String endpoint;
  private @Nullable WebSocketBridge bridge;
  private int current = 1;
  private Mutation mutation;
  private boolean mended;
  private CompletableFuture<byte[]> connecting = CompletableFuture.completedFuture(new byte[0]);

  Scene(Engine engine, Scenario scenario, Conditions conditions) {
    this.engine = engine;
    this.scenario = scenario;
    this.conditions = conditions;
    this.patience = conditions.patience();
    this.mutation = conditions.mutation();
    Map<String, String> options = new LinkedHashMap<>(Map.of("linger", "0"));
    if (scenario.raw) {
      options.put("handshake_ivl", "8000");
    }
    options.putAll(Security.options(security(), conditions.side()));
    options.putAll(scenario.options);
    transcript.note("engine: open " + scenario.type + " " + options);
    socket = engine.open(scenario.type, options);
  }

  Security.Mechanism security() {
    return scenario.mechanism == Security.Mechanism.NULL && !scenario.raw
        ? conditions.mechanism()
        : scenario.mechanism;
  }

  boolean binds() {
    return conditions.side() == Side.BIND;
  }

  // The connections.

  Conversation peer() {
    return peer(current, scenario.peerType, scenario.properties);
  }

  Conversation peer(int number, String type, byte[] properties) {
    current = number;
    Conversation there = peers.get(number);
    if (there != null) {
      return there;
    }
    return scenario.raw ? open(number) : shaken(open(number), type, properties);
  }

  /** Connects, or has the socket connect, and says nothing. */
  Conversation open(int number) {
    ZmtpPeer peer;
    if (binds()) {
      peer = ZmtpPeer.connect(endpoint()).block(patience);
    } else {
      ZmtpListener listener = listen(number);
      connect(listener);
      peer = listener.accept().block(patience);
    }
    return add(number, peer);
  }

  ZmtpListener listen(int number) {
    return listeners.computeIfAbsent(number, n -> ZmtpPeer.listen().block(patience));
  }

  /** Has the socket connect; one that tells the peer's routing id waits for its handshake. */
  void connect(ZmtpListener listener) {
    transcript.note("engine: connect");
    if (scenario.type.equals("PEER")) {
      connecting = CompletableFuture.supplyAsync(() -> socket.connect(listener.endpoint()));
    } else {
      socket.connect(listener.endpoint());
    }
  }

  /** The routing id that the last connect told; no octets where it tells none. */
  byte[] routingId() {
    return connecting.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  String endpoint() {
    if (endpoint == null) {
      endpoint = reachable(socket.bind(conditions.bindTo()));
    }
    return endpoint;
  }

  private String reachable(String bound) {
    if (!bound.startsWith("ws://")) {
      return bound;
    }
    bridge = WebSocketBridge.to(bound);
    return bridge.endpoint();
  }

  /** The next connection of a socket that connects: it has come back. */
  Conversation again(int number, Duration within) {
    current = number;
    ZmtpListener listener = listen(number);
    ZmtpPeer peer;
    try {
      peer = listener.accept().block(within);
    } catch (IllegalStateException e) {
      throw new Failed("the engine did not connect again within " + within.toMillis() + " ms");
    }
    return add(number, peer);
  }

  boolean comesAgain(int number, Duration within) {
    try {
      again(number, within);
      return true;
    } catch (Failed e) {
      return false;
    }
  }

  private Conversation add(int number, @Nullable ZmtpPeer peer) {
    if (peer == null) {
      throw new Failed("no connection came");
    }
    Conversation made = new Conversation("peer " + number, peer, transcript, mutation);
    current = number;
    Conversation before = peers.put(number, made);
    if (before != null) {
      before.close();
    }
    return made;
  }

  Conversation shaken(Conversation with, String type, byte[] properties) {
    Security.handshake(this, with, type, properties);
    return with;
  }

  void forget(int number) {
    Conversation there = peers.remove(number);
    if (there != null) {
      there.close();
    }
  }

  // What a peer says and expects.

  void expects(byte[] octets) {
    byte[] came = peer().take(octets.length, patience);
    if (!Arrays.equals(came, octets)) {
      throw new Failed(
          "right: "
              + Transcript.octets(octets)
              + "; came: "
              + Transcript.octets(came)
              + (came.length < octets.length ? ", " + peer().whatCame() : ""));
    }
  }

  /** The next frame that is no heartbeat of the engine's own, which is answered. */
  @Nullable ZmtpFrame next(Conversation from, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (true) {
      ZmtpFrame frame = from.frame(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      if (frame == null || scenario.heartbeats || !frame.commandName().equals("PING")) {
        return checked(frame);
      }
      byte[] data = frame.commandData();
      from.send(ZmtpBytes.pong(Arrays.copyOfRange(data, Math.min(TTL, data.length), data.length)));
    }
  }

  private static @Nullable ZmtpFrame checked(@Nullable ZmtpFrame frame) {
    if (frame != null && (frame.flags() & 0xf8) != 0) {
      throw new Failed("right: bits 7 to 3 of the flags zero; came: " + frame);
    }
    return frame;
  }

  ZmtpFrame frame(String right) {
    ZmtpFrame frame = next(peer(), patience);
    if (frame == null) {
      throw new Failed("right: " + right + "; " + peer().whatCame());
    }
    return frame;
  }

  /** What follows rests on RFC 37, which an engine that says 3.0 does not claim to keep. */
  void subscribesByCommands() {
    if (peer().hasOlderSubscriptions()) {
      throw new UnsupportedException("SUBSCRIBE and CANCEL: it speaks ZMTP 3.0");
    }
  }

  byte[] command(String name) {
    ZmtpFrame frame = frame(name);
    if (!frame.commandName().equals(name)) {
      throw new Failed("right: the command " + name + "; came: " + frame);
    }
    return frame.commandData();
  }

  void command(String name, byte[] data) {
    byte[] came = command(name);
    if (!Arrays.equals(came, data)) {
      throw new Failed(
          "right: "
              + name
              + " with "
              + Transcript.octets(data)
              + "; came: "
              + Transcript.octets(came));
    }
  }

  List<byte[]> message() {
    List<byte[]> frames = new ArrayList<>();
    while (true) {
      ZmtpFrame frame = frame("a message");
      if (frame.isCommand()) {
        throw new Failed("right: a message; came: " + frame);
      }
      frames.add(frame.body());
      if (!frame.hasMore()) {
        return frames;
      }
    }
  }

  void gets(List<byte[]> message) {
    same("came", message, message());
  }

  void closes(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    while (!peer().hasEnded()) {
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative()) {
        throw new Failed(
            "right: the connection closed; it is open after " + within.toMillis() + " ms");
      }
      peer().take(1 << 16, left);
    }
  }

  void quiet(Duration howLong) {
    ZmtpFrame frame = next(peer(), howLong);
    if (frame != null) {
      throw new Failed("right: nothing; came: " + frame);
    }
    if (peer().hasEnded()) {
      throw new Failed("right: the connection stays open; it was closed");
    }
  }

  /** Whether a PING is answered, or the connection was closed; a failure when neither. */
  boolean alive() {
    peer().send(ZmtpBytes.ping(0, PROBE));
    while (true) {
      ZmtpFrame frame = next(peer(), patience);
      if (frame == null && peer().isClosed()) {
        return false;
      }
      if (frame == null) {
        throw new Failed("right: an answer to PING, or the connection closed; nothing came");
      }
      if (frame.commandName().equals("PONG") && Arrays.equals(frame.commandData(), PROBE)) {
        return true;
      }
    }
  }

  // What the application does.

  void delivers(List<byte[]> message) {
    same("was delivered", message, received());
  }

  List<byte[]> received() {
    List<byte[]> message = receive(patience);
    if (message == null) {
      throw new Failed(
          "right: a message is delivered; none was within " + patience.toMillis() + " ms");
    }
    return message;
  }

  @Nullable List<byte[]> receive(Duration within) {
    List<byte[]> message = socket.receive(within);
    transcript.note("application: receives " + (message == null ? "nothing" : shown(message)));
    return message;
  }

  boolean say(Duration within, List<byte[]> message) {
    boolean taken = socket.send(within, message);
    transcript.note("application: sends " + shown(message) + (taken ? "" : ", in vain"));
    return taken;
  }

  private static void same(String verb, List<byte[]> right, List<byte[]> came) {
    boolean same = right.size() == came.size();
    for (int i = 0; same && i < right.size(); i++) {
      same = Arrays.equals(right.get(i), came.get(i));
    }
    if (!same) {
      throw new Failed("right: " + shown(right) + "; " + verb + ": " + shown(came));
    }
  }

  static String shown(List<byte[]> message) {
    return "[" + Text.of(message) + "]";
  }

  void note(String text) {
    notes.add(text);
  }

  /** The implementation lives and serves a peer that keeps the rules. */
  void serves() {
    Honest.serves(this);
  }

  /** From now on peers say what they are told, and what was said before counts for nothing. */
  void mend() {
    mutation = Mutation.NONE;
    mended = true;
    closePeers();
  }

  boolean isStrict() {
    return scenario.strict && !mended;
  }

  void closePeers() {
    peers.values().forEach(Conversation::close);
    peers.clear();
  }

  @Override
  public void close() {
    closePeers();
    listeners.values().forEach(ZmtpListener::dispose);
    if (bridge != null) {
      bridge.close();
    }
    try {
      socket.close();
    } catch (EngineException e) {
      transcript.note("engine: close: " + e.getMessage());
    }
  }

  static byte[] bytes(byte[]... parts) {
    return concat(parts);
  }
}
