package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.Framing;
import reactor.zmtp.wire.Greeting;
import reactor.zmtp.wire.GreetingDecoder;
import reactor.zmtp.wire.Hex;
import reactor.zmtp.wire.MessageDecoder;

/** A peer that plays by the rules as long as it is let; what it says may be changed on the way. */
final class Counterpart implements MessageDecoder.Sink {

  private final Mechanism mechanism;
  private final GreetingDecoder greetingDecoder = new GreetingDecoder();
  private final MessageDecoder decoder = new MessageDecoder(1 << 20, 1000);
  private final List<byte[]> sealed = new ArrayList<>();
  private int said;
  private boolean greeted;
  private boolean gaveUp;

  Counterpart(Mechanism mechanism) {
    this.mechanism = mechanism;
  }

  byte[] greeting() {
    return Hex.written(mechanism.greeting());
  }

  /** What is due, as a whole frame; null if that is nothing. */
  byte @Nullable [] next() {
    Command next = gaveUp ? null : mechanism.next();
    if (next == null) {
      return null;
    }
    said++;
    return Hex.written(next);
  }

  /** A frame as it is right now: sealed once the handshake is over. */
  byte[] frame(int flags, byte[] payload) {
    FrameBox box = mechanism.isComplete() ? mechanism.frameBox() : null;
    if (box != null) {
      sealed.add(payload);
      int inside = (flags & 1) | (flags & 4) >> 1;
      return Framing.ZMTP_2_0.frame(0, box.seal(inside, payload, 0, payload.length));
    }
    byte[] frame = new byte[2 + payload.length];
    frame[0] = (byte) (flags & ~2);
    frame[1] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, 2, payload.length);
    return frame;
  }

  /** How many commands were due, and made. */
  int said() {
    return said;
  }

  /** Whether all frames of a message are this peer's. */
  boolean sealed(DefaultMessage message) {
    for (int i = 0; i < message.size(); i++) {
      byte[] frame = message.array(i);
      if (sealed.stream().noneMatch(each -> Arrays.equals(each, frame))) {
        return false;
      }
    }
    return true;
  }

  /** Listens to what the other side says. */
  void hear(byte[] bytes) {
    if (gaveUp) {
      return;
    }
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    try {
      if (!greeted) {
        Greeting greeting = greetingDecoder.decode(in);
        greeted = greeting != null;
        if (greeting != null) {
          mechanism.receive(greeting);
          proceed();
        }
      }
      while (greeted && !mechanism.isComplete() && in.isReadable()) {
        decoder.decode(in, this);
      }
    } catch (ProtocolException | AuthenticationException e) {
      gaveUp = true;
    }
  }

  @Override
  public boolean command(Command command) {
    mechanism.receive(command);
    proceed();
    return false;
  }

  @Override
  public boolean nothing() {
    mechanism.receiveNothing();
    proceed();
    return false;
  }

  /** Lets in whoever proves itself, and does at once what may block. */
  private void proceed() {
    if (mechanism.credentials() != null) {
      mechanism.accept();
    }
    Runnable work = mechanism.work();
    if (work != null) {
      work.run();
      mechanism.worked();
    }
  }

  @Override
  public boolean message(DefaultMessage message) {
    return false;
  }
}
