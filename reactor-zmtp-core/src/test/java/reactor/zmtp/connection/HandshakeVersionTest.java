package reactor.zmtp.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketType;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.mechanism.NullMechanism;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeLink;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Hex;
import reactor.zmtp.wire.Metadata;

/**
 * Which versions a handshake lets in, what it says to them, and what it says of those it refuses.
 */
class HandshakeVersionTest {

  private static final String SIGNATURE = "ff 00 00 00 00 00 00 00 01 7f";

  private static final LoopResources LOOPS = LoopResources.create("handshake", 1, true);
  private final List<SocketEvent> events = new ArrayList<>();

  private Options options = Options.DEFAULTS.with(Option.HANDSHAKE_TIMEOUT, Duration.ZERO);

  private SocketType type = SocketType.DEALER;
  private Mechanism mechanism = new NullMechanism(Metadata.empty());
  private @Nullable EmbeddedChannel channel;

  @AfterEach
  void end() {
    if (channel != null) {
      channel.finishAndReleaseAll();
    }
  }

  @AfterAll
  static void endLoops() {
    Duration patience = Duration.ofSeconds(10);
    LOOPS.disposeLater(Duration.ZERO, patience).block(patience);
  }

  // What is sent, and when.

  @ParameterizedTest
  @EnumSource(
      value = ProtocolVersion.class,
      names = {"ZMTP_3_0", "ZMTP_3_1"})
  void theGreetingGoesOutWholeAndAtOnce(ProtocolVersion minimum) {
    begin(minimum);

    assertThat(sent()).isEqualTo(Hex.written(mechanism.greeting()));
  }

  @ParameterizedTest
  @EnumSource(
      value = ProtocolVersion.class,
      names = {"ZMTP_1_0", "ZMTP_2_0"})
  void whereOlderOnesAreAllowedTheSignatureGoesFirst(ProtocolVersion minimum) {
    begin(minimum);

    assertThat(sent()).isEqualTo(Hex.bytes(SIGNATURE));
  }

  @Test
  void aPeerOf3ThatTellsItsVersionStepByStepIsAnsweredStepByStep() {
    begin(ProtocolVersion.ZMTP_1_0);
    byte[] ours = Hex.written(mechanism.greeting());
    sent();

    come("ff 00 00 00 00 00 00 00 01");
    assertThat(sent()).isEmpty();
    come("7f");
    assertThat(sent()).isEqualTo(Hex.bytes("03"));
    come("03");
    assertThat(sent()).isEqualTo(Arrays.copyOfRange(ours, 11, 64));
    assertThat(events).isEmpty();
  }

  @Test
  void aPeerOf3ThatTellsEverythingAtOnceGetsTheSameBytes() {
    begin(ProtocolVersion.ZMTP_1_0);
    byte[] ours = Hex.written(mechanism.greeting());

    come(SIGNATURE + "03 01");

    assertThat(sent()).isEqualTo(ours);
  }

  @Test
  void aPeerOf2IsToldOurSocketTypeAndIdentity() {
    options = options.with(Option.ROUTING_ID, new byte[] {'m', 'e'});
    begin(ProtocolVersion.ZMTP_2_0);
    assertThat(sent()).isEqualTo(Hex.bytes("ff 00 00 00 00 00 00 00 03 7f"));

    come(SIGNATURE);
    assertThat(sent()).isEqualTo(Hex.bytes("03"));
    come("01");
    assertThat(sent()).isEqualTo(Hex.bytes("05 00 02 6d 65"));
  }

  @Test
  void aPeerOf1IsToldOurIdentityWhoseHeaderWasTheSignature() {
    options = options.with(Option.ROUTING_ID, new byte[] {'m', 'e'});
    begin(ProtocolVersion.ZMTP_1_0);
    assertThat(sent()).isEqualTo(Hex.bytes("ff 00 00 00 00 00 00 00 03 7f"));

    come("02");
    assertThat(sent()).isEqualTo(Hex.bytes("6d 65"));
  }

  @Test
  void aPeerOfRevision0IsToldOurSocketTypeAndAnIdentityOf1() {
    options = options.with(Option.ROUTING_ID, new byte[] {'m', 'e'});
    begin(ProtocolVersion.ZMTP_1_0);
    sent();

    come(SIGNATURE + "00");

    assertThat(sent()).isEqualTo(Hex.bytes("03 05 03 00 6d 65"));
  }

  // Who is refused.

  @ParameterizedTest
  @CsvSource({
    "ZMTP_3_0, 01 00, SIGNATURE, ZMTP_1_0",
    "ZMTP_2_0, 01 00, SIGNATURE, ZMTP_1_0",
    "ZMTP_2_0, 03 00 6d 65, SIGNATURE, ZMTP_1_0",
    "ZMTP_2_0, ff 00 00 00 00 00 00 00 03 00 6d 65, SIGNATURE, ZMTP_1_0",
    "ZMTP_3_0, ff 00 00 00 00 00 00 00 01 7f 00, VERSION, ZMTP_1_0",
    "ZMTP_2_0, ff 00 00 00 00 00 00 00 01 7f 00, VERSION, ZMTP_1_0",
    "ZMTP_3_0, ff 00 00 00 00 00 00 00 01 7f 01 05 00 00, VERSION, ZMTP_2_0",
    "ZMTP_3_1, ff 00 00 00 00 00 00 00 01 7f 01 05 00 00, VERSION, ZMTP_2_0",
    "ZMTP_3_1, ff 00 00 00 00 00 00 00 01 7f 03 00, VERSION, ZMTP_3_0"
  })
  void whoIsTooOldIsRefusedWithWhatWouldLetHimIn(
      ProtocolVersion minimum, String bytes, Rule rule, ProtocolVersion theirs) {
    begin(minimum);
    come(bytes);

    assertThat(refusal(rule)).endsWith("; minimumProtocol(" + theirs + ") would allow it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01 00", SIGNATURE + "00 05 01 00", SIGNATURE + "01 05 00 00"})
  void withASecurityMechanismNoOlderOneIsAllowedWhateverTheMinimum(String bytes) {
    mechanism = new FakeCurve();
    begin(ProtocolVersion.ZMTP_1_0);
    assertThat(sent()).as("whole and at once").isEqualTo(Hex.written(mechanism.greeting()));

    come(bytes);

    assertThat(refusal(bytes.startsWith("ff") ? Rule.VERSION : Rule.SIGNATURE))
        .contains("is required")
        .endsWith("; with a security mechanism (CURVE) no older one is ever allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"01 00", SIGNATURE + "00 05 01 00", SIGNATURE + "01 05 00 00"})
  void whoIsJudgedByItsAddressMayNotBeOlderEither(String bytes) {
    mechanism = new NullMechanism(Metadata.empty(), true, true);
    begin(ProtocolVersion.ZMTP_1_0);

    come(bytes);

    assertThat(refusal(bytes.startsWith("ff") ? Rule.VERSION : Rule.SIGNATURE))
        .endsWith("; with an authenticator or a zapDomain no older one is ever allowed");
  }

  @Test
  void aTypeThatCameLaterTalksToNoOlderPeer() {
    type = SocketType.CLIENT;
    begin(ProtocolVersion.ZMTP_1_0);

    come(SIGNATURE + "01");

    assertThat(refusal(Rule.VERSION)).endsWith("; ZMTP 2.0 has no CLIENT sockets");
  }

  @Test
  void aPeerOf2OfATypeThatDoesNotGoWithOursIsRefused() {
    begin(ProtocolVersion.ZMTP_2_0);

    come(SIGNATURE + "01 07 00 00");

    assertThat(refusal(Rule.INCOMPATIBLE_SOCKET_TYPE)).contains("DEALER", "PULL");
  }

  private void begin(ProtocolVersion minimum) {
    IoLoop loop = IoLoop.next(LOOPS, null);
    options = options.with(Option.MINIMUM_PROTOCOL, minimum);
    EmbeddedChannel embedded = new EmbeddedChannel();
    channel = embedded;
    PeerChannel peerChannel =
        new PeerChannel(
            new NoEndpoint(),
            new NoPeers(),
            embedded,
            InetSocketAddress.createUnresolved("here", 1),
            InetSocketAddress.createUnresolved("there", 2));
    Deadline deadline = new Deadline(loop, options.get(Option.HANDSHAKE_TIMEOUT));
    Handshake handshake =
        new Handshake(
            loop, Schedulers::boundedElastic, options, type, mechanism, peerChannel, deadline);
    embedded.pipeline().addLast(handshake);
    embedded.pipeline().fireChannelActive();
  }

  private EmbeddedChannel channel() {
    if (channel == null) {
      throw new AssertionError("not begun");
    }
    return channel;
  }

  private void come(String hex) {
    channel().writeInbound(Unpooled.wrappedBuffer(Hex.bytes(hex)));
  }

  private byte[] sent() {
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf out = channel().readOutbound(); out != null; out = channel().readOutbound()) {
      all.writeBytes(out);
      out.release();
    }
    return ByteBufUtil.getBytes(all);
  }

  private String refusal(Rule rule) {
    assertThat(channel().isOpen()).isFalse();
    assertThat(events).hasSize(1);
    assertThat(events.get(0)).isInstanceOf(HandshakeFailed.class);
    Throwable cause = ((HandshakeFailed) events.get(0)).cause();
    assertThat(cause).isInstanceOf(ProtocolException.class);
    assertThat(((ProtocolException) cause).rule()).isEqualTo(rule);
    return String.valueOf(cause.getMessage());
  }

  /** A mechanism that keeps strangers out, or would if it got so far. */
  private static final class FakeCurve implements Mechanism {

    @Override
    public String name() {
      return "CURVE";
    }

    @Override
    public boolean asServer() {
      return true;
    }

    @Override
    public @Nullable Command next() {
      return null;
    }

    @Override
    public void receive(Command command) {}

    @Override
    public boolean isLastWordDue() {
      return false;
    }

    @Override
    public boolean isComplete() {
      return false;
    }

    @Override
    public Metadata peerMetadata() {
      return Metadata.empty();
    }
  }

  private final class NoPeers implements PeerRegistry {

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
    public void keepPlace() {}

    @Override
    public void freePlace() {}

    @Override
    public Pipe join(PipeLink link, PeerMetadata peer, boolean accepted) {
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
