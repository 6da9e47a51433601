package reactor.zmtp.interop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;

/** A socket of another implementation, by its raw messages: envelopes are added here. */
abstract class TheirEnd implements End {

  /** Whoever the last message came from; for a ROUTER, whose peer may have told its name before. */
  private byte[] last = End.nameOf(true).getBytes(StandardCharsets.UTF_8);

  private final SocketType type;
  private final SocketType peer;

  TheirEnd(SocketType type, SocketType peer) {
    this.type = type;
    this.peer = peer;
  }

  /** Sends all frames. */
  abstract void send(ZmqMessage frames);

  /** The next message's frames, or null if none comes in time. */
  abstract @Nullable ZmqMessage receive(Duration patience);

  @Override
  public final void say(ZmqMessage message) {
    ZmqMessage wrapped = End.hasEnvelope(type, peer) ? Envelope.withEmptyFirst(message) : message;
    send(type == SocketType.ROUTER ? Envelope.withFirst(last, wrapped.frames()) : wrapped);
  }

  @Override
  public final @Nullable ZmqMessage hear(Duration patience) {
    ZmqMessage message = receive(patience);
    if (message == null) {
      return null;
    }
    if (type == SocketType.ROUTER) {
      last = message.bytes(0);
      message = ZmqMessage.of(message.frames().subList(1, message.size()));
    }
    return End.hasEnvelope(type, peer) ? Envelope.withoutEmptyFirst(message) : message;
  }

  @Override
  public final String toString() {
    return "their " + type;
  }
}
