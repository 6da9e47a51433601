package reactor.zmtp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketType;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.NullMechanism;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.Hex;
import reactor.zmtp.wire.Metadata;

/** A handshake has one outcome, whatever goes wrong in the middle of a step, and tells it once. */
class HandshakeOutcomeTest {

  private static final LoopResources LOOPS = LoopResources.create("outcome", 1, true);
  private static final Metadata OURS = Metadata.empty().with("Socket-Type", "PULL");
  private static final Metadata THEIRS = Metadata.empty().with("Socket-Type", "PUSH");

  private final Options options =
      Options.DEFAULTS
          .with(Option.HANDSHAKE_TIMEOUT, Duration.ZERO)
          .with(Option.HEARTBEAT_INTERVAL, Duration.ZERO);
  private final IoLoop loop = IoLoop.next(LOOPS, null);
  private final Queue<Runnable> blocking = new ArrayDeque<>();
  private final List<SocketEvent> events = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private boolean joined;
  private boolean unjoinable;

  @AfterAll
  static void endLoops() {
    Duration patience = Duration.ofSeconds(10);
    LOOPS.disposeLater(Duration.ZERO, patience).block(patience);
  }

  /** The peer's READY has come when ours finds the channel reset. */
  @ParameterizedTest
  @EnumSource
  void aWriteThatFindsTheChannelLostMakesAFailureOfTheLastStep(Role role) {
    channel.pipeline().addLast(new Losing());
    begin(new NullMechanism(OURS, role == Role.SERVER, false));

    come(Hex.written(Greeting.v31("NULL", false)), Hex.written(Command.ready(THEIRS)));

    assertThat(failure().reason()).isEqualTo(HandshakeFailure.CLOSED);
    assertThat(failure().cause()).hasRootCauseMessage("Connection reset by peer");
    assertThat(joined).isFalse();
  }

  enum Role {
    CLIENT,
    SERVER
  }

  @ParameterizedTest
  @EnumSource
  void anErrorOfAnyStepCostsThatConnection(Where where) {
    begin(new Broken(where));

    come(Hex.written(Greeting.v31("NULL", false)), Hex.written(Command.ready(THEIRS)));
    while (!blocking.isEmpty()) {
      blocking.remove().run();
    }
    untilTold();

    assertThat(failure().reason()).isEqualTo(HandshakeFailure.CLOSED);
    assertThat(failure().cause()).hasRootCauseInstanceOf(NoSuchFieldError.class);
    assertThat(joined).isFalse();
  }

  @Test
  void anErrorOfTheSocketThatIsToTakeThePeerCostsThatConnection() {
    unjoinable = true;
    begin(new NullMechanism(OURS, true, false));

    come(Hex.written(Greeting.v31("NULL", false)), Hex.written(Command.ready(THEIRS)));

    assertThat(failure().cause()).hasRootCauseInstanceOf(NoSuchFieldError.class);
  }

  @Test
  void anErrorBeforeTheFirstStepCostsThatConnection() {
    Socket noMechanism = new Socket(null);
    channel("begin", noMechanism).begin(loop, options);

    assertThat(failure().cause()).hasRootCauseInstanceOf(NoSuchFieldError.class);
  }

  private PeerChannel channel(String name, Socket socket) {
    return new PeerChannel(
        new NoEndpoint(),
        socket,
        channel,
        InetSocketAddress.createUnresolved(name, 1),
        InetSocketAddress.createUnresolved("there", 2));
  }

  private void begin(Mechanism mechanism) {
    channel
        .pipeline()
        .addLast(
            channel("here", new Socket(mechanism))
                .handshake(loop, () -> Schedulers.fromExecutor(blocking::add), options));
    channel.pipeline().fireChannelActive();
  }

  private void come(byte[]... bytes) {
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
  }

  private void untilTold() {
    loop.eventLoop().submit(() -> {}).syncUninterruptibly();
  }

  /** The one event, told of a channel that is closed. */
  private HandshakeFailed failure() {
    channel.finishAndReleaseAll();
    assertThat(channel.isOpen()).isFalse();
    assertThat(events).hasSize(1).first().isInstanceOf(HandshakeFailed.class);
    return (HandshakeFailed) events.get(0);
  }

  /** Loses the channel with the second thing that is written, as Netty does. */
  private static final class Losing extends ChannelOutboundHandlerAdapter {

    private int writes;

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
      if (++writes < 2) {
        ctx.write(msg, promise);
        return;
      }
      ReferenceCountUtil.release(msg);
      ctx.close();
      ctx.fireExceptionCaught(new IOException("Connection reset by peer"));
    }
  }

  enum Where {
    RECEIVE_GREETING,
    RECEIVE,
    NEXT,
    WORK,
    WORKED,
    FRAME_BOX
  }

  /** One of whose parts is of a library that does not match. */
  private static final class Broken implements Mechanism {

    private final Where where;
    private final NullMechanism whole = new NullMechanism(OURS, true, false);
    private boolean worked;

    Broken(Where where) {
      this.where = where;
    }

    private void at(Where here) {
      if (where == here) {
        throw new NoSuchFieldError(here.name());
      }
    }

    @Override
    public String name() {
      return "NULL";
    }

    @Override
    public boolean asServer() {
      return false;
    }

    @Override
    public void receive(Greeting peer) {
      at(Where.RECEIVE_GREETING);
    }

    @Override
    public void receive(Command command) {
      at(Where.RECEIVE);
      whole.receive(command);
    }

    @Override
    public @Nullable Command next() {
      at(Where.NEXT);
      return whole.next();
    }

    @Override
    public @Nullable Runnable work() {
      boolean due = !worked && (where == Where.WORK || where == Where.WORKED);
      worked = true;
      return due ? () -> at(Where.WORK) : null;
    }

    @Override
    public void worked() {
      at(Where.WORKED);
    }

    @Override
    public boolean isLastWordDue() {
      return whole.isLastWordDue();
    }

    @Override
    public boolean isComplete() {
      return whole.isComplete() && where != Where.WORK && where != Where.WORKED;
    }

    @Override
    public @Nullable Metadata peerMetadata() {
      return whole.peerMetadata();
    }

    @Override
    public @Nullable FrameBox frameBox() {
      at(Where.FRAME_BOX);
      return null;
    }
  }

  private final class Socket implements PeerRegistry {

    private final @Nullable Mechanism mechanism;

    Socket(@Nullable Mechanism mechanism) {
      this.mechanism = mechanism;
    }

    @Override
    public SocketType type() {
      return SocketType.PULL;
    }

    @Override
    public Metadata properties() {
      return Metadata.empty();
    }

    @Override
    public Mechanism mechanism(boolean accepts) {
      if (mechanism == null) {
        throw new NoSuchFieldError("of a mechanism");
      }
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
    public void keepPlace() {}

    @Override
    public void freePlace() {}

    @Override
    public Pipe join(PipeLink link, PeerMetadata peer, boolean accepted) {
      joined = true;
      if (unjoinable) {
        throw new NoSuchFieldError("of a socket");
      }
      throw new AssertionError("nobody should join");
    }

    @Override
    public void started(Pipe pipe) {}

    @Override
    public void event(SocketEvent event) {
      events.add(event);
    }
  }
}
