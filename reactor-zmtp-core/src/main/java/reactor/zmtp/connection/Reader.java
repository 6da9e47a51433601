package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.ReadBudget;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Decoder;
import reactor.zmtp.wire.MessageAssembler;
import reactor.zmtp.wire.MessageDecoder;

/**
 * The reading half of a connection. Bytes that come are decoded and passed to the pipe, until that
 * has no room or the loop no time for more; what was read by then waits here, and nothing more is
 * read.
 */
final class Reader implements MessageDecoder.Sink, ReadBudget.Reader {

  /** What a reader asks of its connection. */
  interface Owner {

    /** A command came. Returns false if the pipe has no room for more. */
    boolean command(Command command);

    /** Some bytes were decoded: all their answers can be written at once. */
    void decoded();

    /** All bytes that have come were decoded. */
    void caughtUp();

    /** The pipe has no room for messages: nothing is read. */
    void paused();

    /** There is room again. */
    void resumed();

    /** The peer has hung up while it is not read. */
    void hungUp();

    /** What came breaks the protocol, or there was a fault in dealing with it. */
    void failed(Throwable why);
  }

  private enum State {
    READING,
    /** In the pipe, which will say when there is. */
    NO_ROOM,
    /** In this turn of the loop. */
    NO_TIME,
    /** Whatever comes is discarded, for good. */
    DEAF
  }

  /** So many bytes are decoded before the clock is looked at: they may be frames of one message. */
  private static final int MOST_UNSEEN = 16_384;

  private final IoLoop loop;
  private final Owner owner;
  private final Decoder decoder;

  /** {@link #MOST_UNSEEN}, unless all bytes that come at once are one message. */
  private final int portion;

  private final ReadBudget budget;
  private final BusyPoll busyPoll;
  private final ArrayDeque<ByteBuf> unread = new ArrayDeque<>(1); // seldom more

  /** This, unless frames are protected, or begin with trace context. */
  private MessageDecoder.Sink sink = this;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is read
  private Pipe pipe;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is read
  private Channel channel;

  @SuppressWarnings("NullAway.Init") // set by start, before anything is read
  private LoopRegistration registration;

  private State state = State.READING;

  /** Nothing more is read, for good; what was read is still decoded. */
  private boolean stopped;

  /** Since the channel's last read was complete. */
  private boolean readSomething;

  Reader(IoLoop loop, Owner owner, Decoder decoder, boolean raw) {
    this.loop = loop;
    this.owner = owner;
    this.decoder = decoder;
    this.portion = raw ? Integer.MAX_VALUE : MOST_UNSEEN;
    this.budget = ReadBudget.of(loop);
    this.busyPoll = new BusyPoll(loop);
  }

  /** Each message begins with its trace context; before the start, and before it is protected. */
  void takeTraces() {
    sink = new TracedMessages(this);
  }

  /** All frames are protected, and put together by an assembler; before the start. */
  void protect(FrameBox box, MessageAssembler assembler) {
    sink = new SealedFrames(box, sink, assembler);
  }

  /** Before the first bytes. */
  void start(Pipe pipe, Channel channel, LoopRegistration registration) {
    this.pipe = pipe;
    this.channel = channel;
    this.registration = registration;
  }

  /** Begins with the bytes that came after the handshake, which are this reader's to release. */
  void begin(ByteBuf first) {
    budget.begin();
    decode(first);
  }

  /** Whether what comes has to wait, until there is room or time for it. */
  boolean isWaiting() {
    return state == State.NO_ROOM || state == State.NO_TIME;
  }

  boolean isPaused() {
    return state == State.NO_ROOM;
  }

  /** Bytes came, which are this reader's to release. */
  void read(ByteBuf in) {
    busyPoll.read(in.readableBytes());
    readSomething = true;
    if (isWaiting()) {
      unread.add(in); // of TLS, which had it already
    } else {
      budget.begin();
      decode(in);
    }
  }

  void readComplete() {
    busyPoll.readComplete(!isWaiting() && decoder.isInLargeFrame());
    if (isWaiting() && channel.isOpen()) {
      if (Hangup.of(channel, !readSomething)) {
        owner.hungUp();
        registration.deregister();
      } else if (!readSomething) { // TLS wants to read, and must not
        registration.cancelRead();
      }
    }
    readSomething = false;
  }

  private void decode(ByteBuf in) {
    boolean more = false;
    try {
      more = state != State.DEAF && decodeForAWhile(in);
    } catch (Throwable e) { // a fault costs this connection and no other
      owner.failed(e);
    }
    owner.decoded();
    if (state == State.DEAF || !in.isReadable()) {
      in.release();
    } else {
      unread.addFirst(in);
    }
    if (state == State.NO_ROOM) {
      pause();
    } else if (state == State.READING && !more && !unread.isEmpty()) {
      state = State.NO_TIME;
      registration.stopReading();
      budget.later(this);
    }
  }

  /** Returns whether all was decoded, and there is room and time for more. */
  private boolean decodeForAWhile(ByteBuf in) {
    int end = in.writerIndex();
    boolean more;
    do {
      int most = decoder.isInLargeFrame() ? Integer.MAX_VALUE : portion; // it is one for all it has
      in.writerIndex(in.readerIndex() + Math.min(in.readableBytes(), most));
      more = decoder.decode(in, sink);
      in.writerIndex(end);
    } while (more && in.isReadable() && budget.isTimeLeft());
    return more && !in.isReadable();
  }

  @Override
  public boolean message(DefaultMessage message) {
    return state != State.DEAF && goesOn(pipe.receive(message));
  }

  @Override
  public boolean command(Command command) {
    return goesOn(owner.command(command));
  }

  private boolean goesOn(boolean hasRoom) {
    if (!hasRoom && state != State.DEAF) { // which it may be by now
      state = State.NO_ROOM;
    }
    return state == State.READING && budget.isTimeLeft();
  }

  /**
   * The pipe has room again. Reading goes on later, since the subscriber that made it may be in the
   * middle of the loop that decodes.
   */
  void resume() {
    loop.execute(this::resumeNow);
  }

  private void resumeNow() {
    if (state == State.NO_ROOM) {
      state = State.READING;
      owner.resumed();
      readOn();
    }
  }

  @Override
  public void goOn() {
    if (state == State.NO_TIME) {
      state = State.READING;
    }
    readOn();
  }

  /** What has been read before comes first. */
  private void readOn() {
    budget.begin();
    while (!isWaiting() && !unread.isEmpty()) {
      decode(unread.remove());
    }
    if (isWaiting()) {
      return;
    }
    if (state == State.READING && channel.isOpen()) { // closed, its end is reported soon
      if (stopped) {
        pause();
      } else {
        registration.read();
      }
    }
    owner.caughtUp();
  }

  private void pause() {
    state = State.NO_ROOM;
    registration.stopReading();
    owner.paused();
  }

  /** Reads no more; what has been read is still decoded. */
  void stop() {
    stopped = true;
    if (state == State.READING) {
      pause();
    }
  }

  /** Whether something was read and not decoded. */
  boolean hasUnread() {
    return !unread.isEmpty();
  }

  /** No more is on its way. */
  void stopPolling() {
    busyPoll.stop();
  }

  /** Discards what was read and not decoded, and whatever comes. */
  void discard() {
    state = State.DEAF;
    while (!unread.isEmpty()) {
      unread.remove().release();
    }
  }
}
