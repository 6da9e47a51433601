package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.wire.ProtocolErrors.assertBreaks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakePeer;

/** What the bytes of RFC 37's framing mean, wherever the network cuts them. */
class MessageDecoderTest {

  private static final int LIMIT = 1_000_000;

  @Test
  void anEmptyFrameIsAMessage() {
    assertThat(decode("00 00")).containsExactly(message(""));
  }

  @Test
  void aShortFrameIsAMessage() {
    assertThat(decode("00 05 68 65 6c 6c 6f")).containsExactly(message("hello"));
  }

  @Test
  void aShortFrameHasUpTo255Bytes() {
    assertThat(decode("00 ff" + "61".repeat(255))).containsExactly(Sample.filled(255, 'a'));
  }

  @Test
  void aLongFrameHasMore() {
    assertThat(decode("02 00 00 00 00 00 00 01 00" + "62".repeat(256)))
        .containsExactly(Sample.filled(256, 'b'));
  }

  @Test
  void aLongFrameMayBeShorterThan256Bytes() {
    assertThat(decode("02 00 00 00 00 00 00 00 00" + "02 00 00 00 00 00 00 00 01 78"))
        .containsExactly(message(""), message("x"));
  }

  @Test
  void framesWithMoreAreOneMessage() {
    assertThat(decode("01 01 61" + "01 00" + "03 00 00 00 00 00 00 00 02 62 63" + "00 01 64"))
        .containsExactly(message("a", "", "bc", "d"));
  }

  @Test
  void theLastFrameOfAMessageMayBeEmpty() {
    assertThat(decode("01 01 61" + "00 00")).containsExactly(message("a", ""));
  }

  @Test
  void messagesFollowEachOther() {
    assertThat(decode("00 01 61" + "01 00 00 01 62" + "00 00" + "00 01 63"))
        .containsExactly(message("a"), message("", "b"), message(""), message("c"));
  }

  @Test
  void aCommandIsNotAMessage() {
    assertThat(decode("04 07 04 50 49 4e 47 00 0a")).containsExactly(Command.ping(10, new byte[0]));
  }

  @Test
  void aCommandMayBeInALongFrame() {
    assertThat(decode("06 00 00 00 00 00 00 00 07 04 50 49 4e 47 00 0a"))
        .containsExactly(Command.ping(10, new byte[0]));
  }

  @Test
  void aCommandMayComeBetweenMessages() {
    assertThat(decode("00 01 61" + "04 05 04 50 4f 4e 47" + "00 01 62"))
        .containsExactly(message("a"), Command.pong(new byte[0]), message("b"));
  }

  @Test
  void aCommandMayComeBetweenTheFramesOfAMessage() {
    assertThat(decode("01 01 61" + "04 05 04 50 4f 4e 47" + "00 01 62"))
        .containsExactly(Command.pong(new byte[0]), message("a", "b"));
  }

  @Test
  void aCommandOf64KiBIsAccepted() {
    Command large = Command.of("X", new byte[65_534]);

    assertThat(decode(Hex.written(large))).containsExactly(large);
  }

  @Test
  void anUnfinishedFrameIsNoMessageYet() {
    assertThat(decode("00")).isEmpty();
    assertThat(decode("00 02 61")).isEmpty();
    assertThat(decode("02 00 00 00 00 00 00 01")).isEmpty();
  }

  @Test
  void aMessageIsNotToldBeforeItsLastFrame() {
    assertThat(decode("01 01 61" + "01 01 62")).isEmpty();
  }

  @Test
  void itMakesNoDifferenceWhereSmallFramesAreCut() {
    byte[] bytes =
        Hex.bytes(
            "00 00"
                + "01 01 61 01 00 00 02 62 63"
                + "04 07 04 50 49 4e 47 00 0a"
                + "02 00 00 00 00 00 00 00 03 64 65 66"
                + "01 01 67 04 05 04 50 4f 4e 47 00 00"
                + "00 05 68 65 6c 6c 6f");
    List<Object> expected =
        List.of(
            message(""),
            message("a", "", "bc"),
            Command.ping(10, new byte[0]),
            message("def"),
            Command.pong(new byte[0]),
            message("g", ""),
            message("hello"));

    Fragmenter.forEachFragmentation(
        bytes, fragments -> assertThat(decode(fragments)).isEqualTo(expected));
  }

  @Test
  void itMakesNoDifferenceWhereLargeFramesAreCut() {
    DefaultMessage first = Sample.ofSizes(2047, 2048, 0, 2049);
    DefaultMessage second = Sample.ofSizes(255, 256, 4097);
    byte[] bytes = concat(Sample.onTheWire(first), Sample.onTheWire(second));

    for (int at = 0; at <= bytes.length; at++) {
      MessageDecoder decoder = decoder();
      Recorder sink = Recorder.greedy();
      sink.feed(decoder, Unpooled.wrappedBuffer(bytes, 0, at));
      sink.feed(decoder, Unpooled.wrappedBuffer(bytes, at, bytes.length - at));
      assertThat(sink.decoded().equals(List.of(first, second))).as("cut at %d", at).isTrue();
    }
  }

  @Test
  void framesOfEverySizeThatFollowEachOtherInOneBufferComeAsTheyAre() {
    int n = 300; // so that some lie across what the decoder looks at at once
    for (int size = 1000; size < 20_000; size += size / 8) {
      DefaultMessage message = Sample.ofSizes(size);
      ByteBuf bytes = Unpooled.buffer();
      for (int i = 0; i < n; i++) {
        bytes.writeBytes(Sample.onTheWire(message));
      }
      Recorder sink = Recorder.greedy();

      sink.feed(decoder(), bytes);

      boolean same = sink.decoded().equals(Collections.nCopies(n, message));
      assertThat(same).as("of %d bytes", size).isTrue();
    }
  }

  @Test
  void largeFramesMayComeByteByByte() {
    DefaultMessage message = Sample.ofSizes(70_000, 3, 2048);
    byte[] bytes = Sample.onTheWire(message);
    MessageDecoder decoder = decoder();
    Recorder sink = Recorder.greedy();

    for (int i = 0; i < bytes.length; i++) {
      assertThat(sink.decoded()).isEmpty();
      sink.feed(decoder, Unpooled.wrappedBuffer(bytes, i, 1));
    }

    assertThat(sink.decoded()).containsExactly(message);
  }

  @Test
  void aFrameIsLargeWhile2048BytesOfItAreToCome() {
    MessageDecoder decoder = decoder();
    Recorder sink = Recorder.greedy();
    byte[] bytes = Sample.onTheWire(Sample.ofSizes(3000));

    sink.feed(decoder, Unpooled.wrappedBuffer(bytes, 0, 8));
    assertThat(decoder.isInLargeFrame()).isFalse();
    sink.feed(decoder, Unpooled.wrappedBuffer(bytes, 8, 1 + 3000 - 2048));
    assertThat(decoder.isInLargeFrame()).isTrue();
    sink.feed(decoder, Unpooled.wrappedBuffer(bytes, 9 + 3000 - 2048, 1));
    assertThat(decoder.isInLargeFrame()).isFalse();
    sink.feed(decoder, Unpooled.wrappedBuffer(bytes, 10 + 3000 - 2048, 2047));
    assertThat(sink.decoded()).hasSize(1);
    assertThat(decoder.isInLargeFrame()).isFalse();
  }

  @Test
  void messagesAreThoseOfTheSender() {
    FakePeer sender = new FakePeer();
    MessageDecoder decoder = MessageDecoder.ofHandshake(LIMIT, 100);
    decoder.from(sender);

    List<Object> decoded =
        Recorder.greedy().feed(decoder, List.of(Hex.bytes("00 01 61 01 00 00 00"))).decoded();

    assertThat(decoded).hasSize(2).allMatch(message -> ((DefaultMessage) message).peer() == sender);
  }

  @Test
  void anEmptyCommandFrameIsToldAsNothing() {
    List<String> told = new ArrayList<>();

    decoder()
        .decode(
            Hex.buffer("04 00"),
            new MessageDecoder.Sink() {
              @Override
              public boolean message(DefaultMessage message) {
                return told.add("message");
              }

              @Override
              public boolean command(Command command) {
                return told.add("command");
              }

              @Override
              public boolean nothing() {
                return told.add("nothing");
              }
            });

    assertThat(told).containsExactly("nothing");
  }

  @Test
  void aFrameBeforeEachMessageMayBeShorterThanOneOfTheMessage() {
    MessageDecoder decoder = decoder();
    decoder.prefixed(1);

    assertBreaks(
            Rule.MESSAGE_TOO_LARGE,
            () -> Recorder.greedy().feed(decoder, Hex.buffer("01 02 61 61")))
        .contains("before a message");
  }

  @Test
  void theSinkMayStopAfterEachMessageAndCommand() {
    byte[] bytes =
        Hex.bytes("00 00" + "01 01 61 00 01 62" + "04 05 04 50 4f 4e 47" + "00 01 63" + "00 00");

    Fragmenter.forEachFragmentation(
        bytes,
        fragments ->
            assertThat(Recorder.stopping().feed(decoder(), fragments).decoded())
                .containsExactly(
                    message(""),
                    message("a", "b"),
                    Command.pong(new byte[0]),
                    message("c"),
                    message("")));
  }

  @Test
  void whatFollowsAStopIsLeftUnread() {
    ByteBuf in = Hex.buffer("00 01 61" + "00 01 62");
    Recorder sink = Recorder.stopping();

    assertThat(decoder().decode(in, sink)).isFalse();

    assertThat(sink.decoded()).containsExactly(message("a"));
    assertThat(in).isEqualTo(Hex.buffer("00 01 62"));
  }

  @Test
  void whatFollowsAStopAfterALargeMessageIsLeftUnread() {
    DefaultMessage large = Sample.ofSizes(100_000);
    byte[] bytes = concat(Sample.onTheWire(large), Hex.bytes("00 01 62"));
    ByteBuf in = Unpooled.wrappedBuffer(bytes);

    assertThat(decoder().decode(in, Recorder.stopping())).isFalse();

    assertThat(in).isEqualTo(Hex.buffer("00 01 62"));
  }

  @Test
  void aStopAtTheLastByteIsTold() {
    ByteBuf in = Hex.buffer("00 01 61");

    assertThat(decoder().decode(in, Recorder.stopping())).isFalse();

    assertThat(in.isReadable()).isFalse();
  }

  @Test
  void aBufferIsReadFromItsReaderIndex() {
    ByteBuf in = Hex.buffer("aa bb 00 01 61");
    in.skipBytes(2);
    Recorder sink = Recorder.greedy();

    sink.feed(decoder(), in);

    assertThat(sink.decoded()).containsExactly(message("a"));
  }

  @Test
  void decodersOfOneThreadDoNotDisturbEachOther() {
    MessageDecoder one = decoder();
    MessageDecoder other = decoder();
    Recorder ofOne = Recorder.greedy();
    Recorder ofOther = Recorder.greedy();

    ofOne.feed(one, Hex.buffer("01 02 61"));
    ofOther.feed(other, Hex.buffer("00 03 78"));
    ofOne.feed(one, Hex.buffer("62 00 01 63"));
    ofOther.feed(other, Hex.buffer("79 7a"));

    assertThat(ofOne.decoded()).containsExactly(message("ab", "c"));
    assertThat(ofOther.decoded()).containsExactly(message("xyz"));
  }

  @Test
  void aSinkMayDecodeAnotherConnectionsBytes() {
    MessageDecoder outer = decoder();
    List<Object> seen = new ArrayList<>();
    MessageDecoder.Sink inner =
        new MessageDecoder.Sink() {
          @Override
          public boolean message(DefaultMessage message) {
            return seen.add(message);
          }

          @Override
          public boolean command(Command command) {
            return seen.add(command);
          }
        };

    outer.decode(
        Hex.buffer("00 01 61 00 01 62"),
        new MessageDecoder.Sink() {
          @Override
          public boolean message(DefaultMessage message) {
            seen.add(message);
            return decoder().decode(Hex.buffer("00 04 77 78 79 7a"), inner);
          }

          @Override
          public boolean command(Command command) {
            return false;
          }
        });

    assertThat(seen).containsExactly(message("a"), message("wxyz"), message("b"), message("wxyz"));
  }

  private static MessageDecoder decoder() {
    return new MessageDecoder(LIMIT, 100);
  }

  private static List<Object> decode(String hex) {
    return decode(Hex.bytes(hex));
  }

  private static List<Object> decode(byte[] bytes) {
    return decode(List.of(bytes));
  }

  private static List<Object> decode(List<byte[]> fragments) {
    return Recorder.greedy().feed(decoder(), fragments).decoded();
  }

  private static DefaultMessage message(String... frames) {
    return DefaultMessage.of(
        Arrays.stream(frames)
            .map(frame -> frame.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new));
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
