package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqException;
import reactor.zmtp.crypto.KeyPairs;
import reactor.zmtp.fuzz.Allocation;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;
import reactor.zmtp.fuzz.Pieces;
import reactor.zmtp.fuzz.RepeatableRandom;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.OwnProperties;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeEvents;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.wire.Metadata;

/**
 * One connection from its first byte to its end, as a fuzzer's input tells it: a {@link Handshake},
 * and what follows it, in a pipeline without a network, against a peer that says what is due, or
 * that changed, or something else.
 *
 * <p>The input: own socket type, oldest version, message limits, marks, cuts, then steps of one
 * byte and what the step takes. Whatever comes,
 *
 * <ul>
 *   <li>no exception gets out but those that are documented, and each of them ends the connection;
 *   <li>there is one event of success or failure, and nothing is delivered without success;
 *   <li>with CURVE and GSSAPI nobody succeeds, or is heard, who has not the keys;
 *   <li>no buffer is left when the connection is closed;
 *   <li>memory is allocated for what has come only: see {@link #FIXED} and {@link #EACH};
 *   <li>all this is the same however the bytes are cut.
 * </ul>
 */
final class HandshakeScript {

  /** What a connection may allocate without a byte: its handlers, decoder and handshake. */
  private static final long FIXED = 512 * 1024;

  /** What it may allocate for each byte that comes, be it alone in a read. */
  private static final long EACH = 1024;

  private static final SocketType[] OWN = {
    SocketType.PULL, SocketType.XPUB, SocketType.ROUTER, SocketType.RADIO
  };
  private static final SocketType[] THEIRS = {
    SocketType.PUSH, SocketType.SUB, SocketType.DEALER, SocketType.DISH
  };
  private static final String[] NAMES = {
    "READY",
    "ERROR",
    "PING",
    "PONG",
    "SUBSCRIBE",
    "CANCEL",
    "JOIN",
    "LEAVE",
    "HELLO",
    "WELCOME",
    "INITIATE",
    "MESSAGE"
  };

  /** Both sides of one mechanism. */
  interface Sides {

    /** The side that is tested. */
    Mechanism own(Metadata own);

    /** The peer's side. */
    Mechanism peer(Metadata own);

    /** What judges peers, and whatever else the own side needs. */
    default Options options(Options options) {
      return options;
    }

    /** Whether only the peer itself can do its part. */
    default boolean isEncrypted() {
      return false;
    }

    /** How many commands the peer at least has to say itself. */
    default int leastSaid() {
      return isEncrypted() ? 2 : 0;
    }

    /** Whether no thread is left for what may block. */
    default boolean isBusy() {
      return false;
    }

    /** The connection is over. */
    default void end() {}
  }

  /** Not so where random bytes were drawn before the target of CURVE could see to it. */
  private static final boolean REPEATABLE = isRepeatable();

  private final Sides sides;
  private final Input input;
  private final boolean cut;

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Queue<Runnable> blocking = new ArrayDeque<>();
  private final List<Object> story = new ArrayList<>();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private @Nullable Counterpart peer;
  private @Nullable Pipe pipe;
  private @Nullable AssertionError fault;
  private boolean succeeded;
  private boolean failed;
  private boolean disconnected;
  private boolean keepsPlace;
  private boolean faulty;
  private boolean holds;
  private boolean lasts;
  private long come;
  private long allocated;

  private HandshakeScript(Sides sides, byte[] input, boolean cut) {
    this.sides = sides;
    this.input = new Input(input);
    this.cut = cut;
  }

  private static boolean isRepeatable() {
    RepeatableRandom.begin();
    byte[] drawn = KeyPairs.random(Long.BYTES);
    RepeatableRandom.begin();
    return Arrays.equals(drawn, KeyPairs.random(Long.BYTES));
  }

  /** Plays an input, in pieces and whole, and checks everything. */
  static void play(Sides sides, byte[] input) {
    HandshakeScript pieces = new HandshakeScript(sides, input, true).run();
    HandshakeScript whole = new HandshakeScript(sides, input, false).run();
    Check.that(
        pieces.story.equals(whole.story),
        "cuts make no difference: " + pieces.story + ", " + whole.story);
    if (!pieces.faulty && (REPEATABLE || !sides.isEncrypted())) {
      Check.that(
          Arrays.equals(pieces.written.toByteArray(), whole.written.toByteArray()),
          "the same is said");
    }
    Allocation.check(
        pieces.come,
        FIXED,
        EACH,
        pieces.allocated,
        () -> new HandshakeScript(sides, input, true).run().allocated);
  }

  private HandshakeScript run() {
    RepeatableRandom.begin();
    channel.config().setAllocator(allocator);
    int type = input.next(OWN.length);
    ProtocolVersion minimum = input.oneOf(ProtocolVersion.values());
    Options options =
        sides.options(
            Options.DEFAULTS
                .with(Option.HANDSHAKE_TIMEOUT, Duration.ZERO)
                .with(Option.HEARTBEAT_INTERVAL, Duration.ZERO)
                .with(Option.MINIMUM_PROTOCOL, minimum)
                .with(Option.MAX_MESSAGE_SIZE, input.oneOf(64L << 20, 1000L, 10L))
                .with(Option.MAX_FRAMES, input.oneOf(65_536, 3)));
    holds = input.next(2) == 1;
    int cuts = input.next();
    begin(options, OWN[type], cut ? cuts : Pieces.WHOLE, THEIRS[type]);
    return this;
  }

  private void begin(Options options, SocketType own, int cuts, SocketType theirs) {
    Counterpart peer =
        new Counterpart(sides.peer(OwnProperties.of(theirs, new byte[] {'m', 'e'}, Map.of())));
    this.peer = peer;
    IoLoop loop = IoLoop.next(new OneLoop(channel.eventLoop()), null);
    PeerChannel peerChannel =
        new PeerChannel(
            new NoEndpoint(),
            new Socket(own, sides.own(OwnProperties.of(own, new byte[0], Map.of()))),
            channel,
            InetSocketAddress.createUnresolved("here", 1),
            InetSocketAddress.createUnresolved("there", 2));
    channel.pipeline().addLast(peerChannel.handshake(loop, this::elsewhere, options));
    channel.pipeline().fireChannelActive();
    turn(peer);
    byte[] last = {};
    while (input.hasMore() && !disconnected && !failed) {
      int step = input.next();
      last = send(step & 7, peer, last);
      come(last, cuts);
      lasts = (step & 0x40) != 0;
      if ((step & 0x80) == 0) {
        turn(peer);
      }
    }
    turn(peer);
    end();
  }

  /** Where the own side's part is done that may block: here, when its turn comes. */
  private Scheduler elsewhere() {
    if (sides.isBusy()) {
      throw new RejectedExecutionException("busy");
    }
    return Schedulers.fromExecutor(blocking::add);
  }

  private void work() {
    for (Runnable work = blocking.poll(); work != null; work = blocking.poll()) {
      work.run();
      channel.runPendingTasks();
    }
  }

  /** What the peer says in a step. */
  private byte[] send(int step, Counterpart peer, byte[] last) {
    return switch (step) {
      case 0 -> peer.greeting();
      case 1 -> changed(peer.greeting());
      case 2 -> orNothing(peer.next());
      case 3 -> changed(orNothing(peer.next()));
      case 4 -> peer.frame(4, payload(input.oneOf(NAMES), input.bytes()));
      case 5 -> peer.frame(input.next(), input.bytes(Math.min(255, input.next())));
      case 6 -> last;
      default -> input.bytes();
    };
  }

  private static byte[] orNothing(byte @Nullable [] bytes) {
    return bytes == null ? new byte[0] : bytes;
  }

  private static byte[] payload(String name, byte[] body) {
    byte[] payload =
        ByteBuffer.allocate(1 + name.length() + body.length)
            .put((byte) name.length())
            .put(name.getBytes(StandardCharsets.US_ASCII))
            .put(body)
            .array();
    return Arrays.copyOf(payload, Math.min(255, payload.length)); // a short frame
  }

  /** A byte another one, a piece missing, or some bytes more. */
  private byte[] changed(byte[] bytes) {
    int kind = input.next();
    int at = bytes.length == 0 ? 0 : (input.next() << 8 | input.next()) % bytes.length;
    switch (kind % 3) {
      case 0 -> {
        if (bytes.length > 0) {
          bytes[at] ^= (byte) input.next();
        }
        return bytes;
      }
      case 1 -> {
        return Arrays.copyOf(bytes, at);
      }
      default -> {
        byte[] more = input.bytes();
        byte[] longer = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, longer, bytes.length, more.length);
        return longer;
      }
    }
  }

  /** Bytes come, in pieces, within one turn of the loop. */
  private void come(byte[] bytes, int cuts) {
    come += bytes.length;
    for (Pieces pieces = new Pieces(bytes, cuts); pieces.hasNext(); ) {
      byte[] piece = pieces.next();
      ByteBuf in = allocator.directBuffer(piece.length).writeBytes(piece);
      long before = Allocation.soFar();
      channel.pipeline().fireChannelRead(in);
      if (succeeded || !pieces.hasNext()) { // it has tasks run, such as a verdict that waits
        channel.pipeline().fireChannelReadComplete();
      }
      allocated += Allocation.soFar() - before;
    }
  }

  /** The loop does what it has to, the subscriber takes what is queued, and the peer listens. */
  private void turn(Counterpart peer) {
    long before = Allocation.soFar();
    channel.runPendingTasks();
    if (!lasts) {
      work();
    }
    while (pipe != null && pipe.poll() != null) {
      channel.runPendingTasks();
    }
    allocated += Allocation.soFar() - before;
    channel.checkException();
    boolean silent = failed;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      said.writeBytes(ByteBufUtil.getBytes(out));
      out.release();
    }
    written.writeBytes(said.toByteArray());
    peer.hear(said.toByteArray());
    Check.that(channel.isOpen() != (silent || disconnected), "it is closed when that was told");
  }

  private void end() {
    channel.finishAndReleaseAll();
    work();
    sides.end();
    if (fault != null) {
      throw fault;
    }
    Check.that(succeeded || failed, "one of the two was told");
    Check.that(disconnected == succeeded, "what began has ended");
    Check.that(!keepsPlace, "no place is kept");
    Check.that(
        allocator.metric().usedDirectMemory() == 0 && allocator.metric().usedHeapMemory() == 0,
        "no buffer is left");
  }

  private void told(SocketEvent event) {
    if (event instanceof HandshakeSucceeded) {
      check(!succeeded && !failed, "told once");
      succeeded = true;
      check(peer != null && peer.said() >= sides.leastSaid(), "only with the keys");
      story.add("succeeded");
    } else if (event instanceof HandshakeFailed failure) {
      check(!succeeded && !failed, "told once");
      failed = true;
      if (failure.reason() != HandshakeFailure.CLOSED) {
        story.add(rule(failure.cause()));
        faulty = true;
      }
      checkDocumented(failure.cause());
    } else if (event instanceof Disconnected end) {
      check(succeeded && !disconnected, "told once, after success");
      disconnected = true;
      Throwable cause = end.cause();
      if (cause != null) {
        story.add(rule(cause));
        faulty = true;
        checkDocumented(cause);
      }
    }
  }

  private static Object rule(Throwable cause) {
    return cause instanceof ProtocolException e ? e.rule() : cause.getClass().getSimpleName();
  }

  private void checkDocumented(Throwable cause) {
    if (!(cause instanceof ZmqException)) {
      fault = new AssertionError("an exception that is not documented", cause);
    }
  }

  /** Netty would catch what is thrown here. */
  private void check(boolean right, String what) {
    if (!right && fault == null) {
      fault = new AssertionError("not so: " + what);
    }
  }

  private record Told(Announcement what, ByteBuffer subject) {}

  /** The socket, which wants every message, at once or later. */
  private final class Socket implements PeerRegistry, PipeEvents {

    private final SocketType type;
    private final Mechanism mechanism;

    Socket(SocketType type, Mechanism mechanism) {
      this.type = type;
      this.mechanism = mechanism;
    }

    @Override
    public SocketType type() {
      return type;
    }

    @Override
    public Metadata properties() {
      return Metadata.empty();
    }

    @Override
    public Mechanism mechanism(boolean accepts) {
      return mechanism;
    }

    @Override
    public boolean isFull() {
      return false;
    }

    @Override
    public @Nullable Refusal refuse(PeerMetadata peer, boolean accepted) {
      return null;
    }

    @Override
    public void keepPlace() {
      check(!keepsPlace, "one place is kept");
      keepsPlace = true;
    }

    @Override
    public void freePlace() {
      check(keepsPlace, "what is freed was kept");
      keepsPlace = false;
    }

    @Override
    public Pipe join(PipeLink link, PeerMetadata peer, boolean accepted) {
      check(peer.properties() != null, "its properties can be read");
      Pipe joined = new Pipe(this, link, peer, new HighWaterMarks(10, 2, Long.MAX_VALUE));
      pipe = joined;
      return joined;
    }

    @Override
    public void started(Pipe pipe) {}

    @Override
    public void event(SocketEvent event) {
      told(event);
    }

    @Override
    public boolean consume(Pipe pipe, DefaultMessage message) {
      check(succeeded && !disconnected, "no message without a handshake");
      check(!sides.isEncrypted() || (peer != null && peer.sealed(message)), "only what was sealed");
      story.add(message);
      return false;
    }

    @Override
    public boolean announced(Pipe pipe, Announcement what, byte[] subject) {
      check(succeeded && !disconnected, "nor an announcement");
      return story.add(new Told(what, ByteBuffer.wrap(subject)));
    }

    @Override
    public boolean deliver(Pipe pipe, DefaultMessage message) {
      return !holds;
    }

    @Override
    public void unflushed(Pipe pipe) {}

    @Override
    public void queued(Pipe pipe) {}

    @Override
    public void room(Pipe pipe) {}

    @Override
    public void lost(Pipe pipe, @Nullable Throwable cause) {}
  }

  /** The channel's own loop. */
  private record OneLoop(EventLoop loop) implements LoopResources {

    @Override
    public EventLoopGroup onServer(boolean useNative) {
      return loop;
    }

    @Override
    public <C extends Channel> Class<? extends C> onChannelClass(
        Class<C> channelType, EventLoopGroup group) {
      return channelType;
    }
  }
}
