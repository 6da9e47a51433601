package reactor.zmtp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import reactor.zmtp.message.DefaultMessage;

/** A sink that keeps what was decoded, in order; one that stops has enough after each of them. */
final class Recorder implements MessageDecoder.Sink {

  private final boolean goOn;
  private final List<Object> decoded = new ArrayList<>();

  private Recorder(boolean goOn) {
    this.goOn = goOn;
  }

  static Recorder greedy() {
    return new Recorder(true);
  }

  static Recorder stopping() {
    return new Recorder(false);
  }

  /** Feeds fragments as a connection does: after a stop again, until all is decoded. */
  Recorder feed(Decoder decoder, List<byte[]> fragments) {
    for (byte[] fragment : fragments) {
      feed(decoder, Unpooled.wrappedBuffer(fragment));
    }
    return this;
  }

  void feed(Decoder decoder, ByteBuf in) {
    int before = decoded.size();
    while (!decoder.decode(in, this)) {
      assertThat(goOn).as("goes on as long as the sink wants more").isFalse();
      assertThat(decoded).as("one at a time").hasSize(++before);
    }
    assertThat(in.isReadable()).as("bytes left over").isFalse();
  }

  /** {@link DefaultMessage} and {@link Command}s. */
  List<Object> decoded() {
    return decoded;
  }

  @Override
  public boolean message(DefaultMessage message) {
    return decoded.add(message) && goOn;
  }

  @Override
  public boolean command(Command command) {
    return decoded.add(command) && goOn;
  }
}
