package reactor.zmtp.test.spec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.zmtp.test.ZmtpFrame;
import reactor.zmtp.test.ZmtpPeer;

/** One connection to the implementation: octets both ways, written down, and taken apart. */
final class Conversation {

  /** What the frames of a connection become under its mechanism, once it has shaken hands. */
  interface Cover {
    byte[] cover(ZmtpFrame frame);

    ZmtpFrame uncover(ZmtpFrame frame);
  }

  private static final Duration WRITE = Duration.ofSeconds(20);

  final String name;
  private final ZmtpPeer peer;
  private final Transcript transcript;
  private final Mutation mutation;
  private final ByteBuf unread = Unpooled.buffer();
  private @Nullable CompletableFuture<byte[]> reading;
  private boolean ended;
  private @Nullable Cover cover;

  Conversation(String name, ZmtpPeer peer, Transcript transcript, Mutation mutation) {
    this.name = name;
    this.peer = peer;
    this.transcript = transcript;
    this.mutation = mutation;
  }

  void cover(Cover with) {
    cover = with;
  }

  /** From now on subscriptions are said and heard as ZMTP 3.0 has them. */
  void olderSubscriptions(boolean enginePublishes) {
    cover = new OlderSubscriptions(cover, enginePublishes);
  }

  boolean hasOlderSubscriptions() {
    return cover instanceof OlderSubscriptions;
  }

  /** Sends octets; whole frames where a mechanism covers them. */
  void send(byte[] octets) {
    if (cover == null) {
      sendRaw(octets);
      return;
    }
    ByteBuf whole = Unpooled.wrappedBuffer(octets);
    for (ZmtpFrame frame = Frames.next(whole); frame != null; frame = Frames.next(whole)) {
      sendRaw(cover.cover(frame));
    }
  }

  void sendRaw(byte[] octets) {
    for (byte[] piece : mutation.of(octets)) {
      transcript.sent(name, piece);
      play(peer.script().within(WRITE).send(piece));
    }
  }

  void finish() {
    transcript.note(name + " --> engine  FIN");
    play(peer.script().finish());
  }

  void reset() {
    transcript.note(name + " --> engine  RST");
    play(peer.script().reset());
  }

  /** What the connection no longer takes is no failure: the engine may close whenever it likes. */
  private void play(Mono<Void> script) {
    script.onErrorComplete().block();
  }

  void close() {
    peer.dispose();
  }

  /** Sends octets again and again until the engine reads no more, and returns how many it took. */
  long push(byte[] octets, long most, Duration patience) throws InterruptedException {
    long sent = 0;
    try {
      while (sent < most && !peer.isDisposed()) {
        peer.script().send(octets).toFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        sent += octets.length;
      }
    } catch (TimeoutException | ExecutionException e) {
      transcript.note(name + ": is not read after " + sent + " octets");
    }
    return sent;
  }

  /** Whether something comes, or the end. */
  boolean hasSome(Duration within) {
    return unread.isReadable() || ended || more(System.nanoTime() + within.toNanos()) || ended;
  }

  /** The next octets, exactly so many; fewer when the connection ends or the time is over. */
  byte[] take(int count, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (unread.readableBytes() < count && more(end)) {
      // reads on
    }
    byte[] taken = new byte[Math.min(count, unread.readableBytes())];
    unread.readBytes(taken);
    return taken;
  }

  /** The next frame; null when the connection ends or the time is over. */
  @Nullable ZmtpFrame frame(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      ZmtpFrame frame = Frames.next(unread);
      if (frame != null) {
        return cover == null ? frame : cover.uncover(frame);
      }
      if (!more(end)) {
        return null;
      }
    }
  }

  /** Whether the other side has closed and all that it sent was taken. */
  boolean hasEnded() {
    return ended && !unread.isReadable();
  }

  boolean isClosed() {
    return ended;
  }

  String whatCame() {
    if (!unread.isReadable()) {
      return ended ? "the connection was closed" : "nothing came";
    }
    return "came "
        + Transcript.octets(ByteBufUtil.getBytes(unread))
        + (ended ? ", and then the connection was closed" : "");
  }

  private boolean more(long end) {
    if (ended) {
      return false;
    }
    if (reading == null) {
      reading = peer.receiveSome().toFuture();
    }
    try {
      byte[] some = reading.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      reading = null;
      if (some == null) {
        ended = true;
        transcript.note(name + " <-- engine  the connection was closed");
        return false;
      }
      transcript.came(name, some);
      unread.discardSomeReadBytes().writeBytes(some);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      reading = null;
      ended = true;
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
