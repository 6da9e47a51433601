package reactor.zmtp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.DisconnectReason;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketType;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.NullMechanism;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeEvents;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Framing;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.Hex;
import reactor.zmtp.wire.Metadata;

/** An Error in the middle of what a connection does costs that connection, and leaves nothing. */
class ConnectionFaultTest {

  private static final LoopResources LOOPS = LoopResources.create("fault", 1, true);

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final List<SocketEvent> events = new ArrayList<>();
  private boolean startable = true;
  private boolean lost;

  @AfterAll
  static void endLoops() {
    Duration patience = Duration.ofSeconds(10);
    LOOPS.disposeLater(Duration.ZERO, patience).block(patience);
  }

  @Test
  void anErrorWhileAMessageIsTakenIsADisconnection() {
    begin();
    assertThat(events).hasSize(1).first().isInstanceOf(HandshakeSucceeded.class);

    come(Framing.ZMTP_2_0.frame(0, new byte[] {'a'}), Framing.ZMTP_2_0.frame(0, new byte[] {'b'}));

    assertDisconnected();
  }

  @Test
  void anErrorWhileAPeerIsTakenInIsADisconnection() {
    startable = false;
    begin();

    assertDisconnected();
  }

  private void begin() {
    Options options =
        Options.DEFAULTS
            .with(Option.HANDSHAKE_TIMEOUT, Duration.ZERO)
            .with(Option.HEARTBEAT_INTERVAL, Duration.ZERO);
    new PeerChannel(
            new NoEndpoint(),
            new Faulty(),
            channel,
            InetSocketAddress.createUnresolved("here", 1),
            InetSocketAddress.createUnresolved("there", 2))
        .begin(IoLoop.next(LOOPS, null), options);
    channel.pipeline().fireChannelActive();
    Metadata theirs = Metadata.empty().with("Socket-Type", "PUSH");
    come(Hex.written(Greeting.v31("NULL", false)), Hex.written(Command.ready(theirs)));
  }

  private void come(byte[]... all) {
    ByteBuf in = allocator.directBuffer();
    for (byte[] each : all) {
      in.writeBytes(each);
    }
    channel.writeInbound(in);
  }

  private void assertDisconnected() {
    assertThat(channel.isOpen()).isFalse();
    assertThat(lost).isTrue();
    assertThat(events).hasSize(2).last().isInstanceOf(Disconnected.class);
    Disconnected end = (Disconnected) events.get(1);
    assertThat(end.reason()).isEqualTo(DisconnectReason.FAILED);
    assertThat(end.cause()).isInstanceOf(NoSuchFieldError.class);
    assertThat(allocator.metric().usedDirectMemory()).isZero();
    channel.finishAndReleaseAll();
  }

  /** A socket that is of a library that does not match. */
  private final class Faulty implements PeerRegistry, PipeEvents {

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
      return new NullMechanism(Metadata.empty().with("Socket-Type", "PULL"), accepts, false);
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
      return new Pipe(this, link, peer, new HighWaterMarks(10, 10, Long.MAX_VALUE));
    }

    @Override
    public void started(Pipe pipe) {
      if (!startable) {
        throw new NoSuchFieldError("of what begins");
      }
    }

    @Override
    public void event(SocketEvent event) {
      events.add(event);
    }

    @Override
    public boolean deliver(Pipe pipe, DefaultMessage message) {
      throw new NoSuchFieldError("of what receives");
    }

    @Override
    public void unflushed(Pipe pipe) {}

    @Override
    public void queued(Pipe pipe) {}

    @Override
    public void room(Pipe pipe) {}

    @Override
    public void lost(Pipe pipe, @Nullable Throwable cause) {
      lost = true;
    }
  }
}
