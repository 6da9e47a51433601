package reactor.zmtp.message;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ZmqMessage;

/**
 * Message as the engine holds it. One of a single frame, the common case, is this object and one
 * array: 24 bytes beside the array on a 64-bit JVM. Arrays are neither copied nor to be changed.
 */
public final class DefaultMessage implements ZmqMessage {

  /**
   * What a frame takes beside its bytes, about: the array's header, references, its share of this
   * object.
   */
  private static final int OVERHEAD = 32;

  private final byte[] first;
  private final byte @Nullable [][] rest;

  /** The peer that sent it, a {@link Traced}, or null: one field, since most messages are small. */
  private final @Nullable Object origin;

  /** Where a message with trace context comes from. */
  private static final class Traced {

    final @Nullable PeerMetadata peer;
    final byte[] trace;

    Traced(@Nullable PeerMetadata peer, byte[] trace) {
      this.peer = peer;
      this.trace = trace;
    }
  }

  public DefaultMessage(byte[] only) {
    this(only, null, null);
  }

  public DefaultMessage(byte[] only, @Nullable PeerMetadata peer) {
    this(only, null, peer);
  }

  private DefaultMessage(byte[] first, byte @Nullable [][] rest, @Nullable Object origin) {
    this.first = first;
    this.rest = rest;
    this.origin = origin;
  }

  public static DefaultMessage of(byte[][] frames) {
    if (frames.length == 0) {
      throw noFrame();
    }
    return frames.length == 1
        ? new DefaultMessage(frames[0])
        : new DefaultMessage(frames[0], Arrays.copyOfRange(frames, 1, frames.length), null);
  }

  /** Does not keep the list. */
  public static DefaultMessage of(List<byte[]> frames, @Nullable PeerMetadata peer) {
    if (frames.isEmpty()) {
      throw noFrame();
    }
    if (frames.size() == 1) {
      return new DefaultMessage(frames.get(0), peer);
    }
    byte[][] rest = new byte[frames.size() - 1][];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = frames.get(i + 1);
    }
    return new DefaultMessage(frames.get(0), rest, peer);
  }

  public DefaultMessage withFirst(byte[] frame) {
    byte[][] others = new byte[size()][];
    others[0] = first;
    if (rest != null) {
      System.arraycopy(rest, 0, others, 1, rest.length);
    }
    return new DefaultMessage(frame, others, origin);
  }

  /** This message with the first frames of another one before it. */
  public DefaultMessage withFirst(DefaultMessage other, int frames) {
    byte[][] others = new byte[frames - 1 + size()][];
    for (int i = 1; i < frames; i++) {
      others[i - 1] = other.array(i);
    }
    others[frames - 1] = first;
    if (rest != null) {
      System.arraycopy(rest, 0, others, frames, rest.length);
    }
    return new DefaultMessage(other.first, others, origin);
  }

  public DefaultMessage withoutFirst() {
    return withoutFirst(1);
  }

  public DefaultMessage withoutFirst(int frames) {
    if (frames == 0) {
      return this;
    }
    if (rest == null || frames > rest.length) {
      throw noFrame();
    }
    return new DefaultMessage(
        rest[frames - 1],
        frames == rest.length ? null : Arrays.copyOfRange(rest, frames, rest.length),
        origin);
  }

  private static IllegalArgumentException noFrame() {
    return new IllegalArgumentException(
        "a message has at least one frame; an empty one is a frame of 0 bytes");
  }

  /** The frame's array itself, for the engine alone: not copied, not to be changed. */
  public byte[] array(int frame) {
    if (frame == 0) {
      return first;
    }
    if (rest == null) {
      throw new IndexOutOfBoundsException("no frame " + frame + " in a message of 1 frame");
    }
    return rest[frame - 1];
  }

  @Override
  public @Nullable PeerMetadata peer() {
    return origin instanceof Traced traced ? traced.peer : (PeerMetadata) origin;
  }

  /** Its trace context as it goes over the wire, or null: no part of what the message says. */
  public byte @Nullable [] trace() {
    return origin instanceof Traced traced ? traced.trace : null;
  }

  /** This message as it comes from a peer, with its trace context. */
  public DefaultMessage from(PeerMetadata peer) {
    byte[] trace = trace();
    return new DefaultMessage(first, rest, trace == null ? peer : new Traced(peer, trace));
  }

  /** This message with a trace context, which is not copied and not to be changed. */
  public DefaultMessage traced(byte[] trace) {
    return new DefaultMessage(first, rest, new Traced(peer(), trace));
  }

  @Override
  public int size() {
    return rest == null ? 1 : 1 + rest.length;
  }

  @Override
  public int length(int frame) {
    return array(frame).length;
  }

  @Override
  public long byteSize() {
    long sum = first.length;
    if (rest != null) {
      for (byte[] frame : rest) {
        sum += frame.length;
      }
    }
    return sum;
  }

  /**
   * What the message costs where it waits, about, and counts for a high-water mark in bytes: its
   * bytes, and 32 more for each of its frames.
   */
  public long cost() {
    return byteSize() + (long) OVERHEAD * size();
  }

  /**
   * As {@link #cost}, with its trace context, which is there, though no peer gives credit for it.
   */
  public long costWithTrace() {
    byte[] trace = trace();
    return trace == null ? cost() : cost() + trace.length;
  }

  @Override
  public byte[] bytes(int frame) {
    return array(frame).clone();
  }

  @Override
  public ByteBuffer buffer(int frame) {
    return ByteBuffer.wrap(array(frame)).asReadOnlyBuffer();
  }

  @Override
  public String text(int frame) {
    return new String(array(frame), StandardCharsets.UTF_8);
  }

  @Override
  public ZmqMessage tail(int frames) {
    if (frames < 0) {
      throw new IllegalArgumentException("frames must be 0 or more, not " + frames);
    }
    return withoutFirst(frames);
  }

  @Override
  public ZmqMessage withTopic(String topic) {
    return withFirst(topic.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public InputStream inputStream(int frame) {
    return new ByteArrayInputStream(array(frame));
  }

  @Override
  public List<byte[]> frames() {
    List<byte[]> frames = new ArrayList<>(size());
    for (int i = 0; i < size(); i++) {
      frames.add(bytes(i));
    }
    return frames;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DefaultMessage that
        && Arrays.equals(first, that.first)
        && Arrays.deepEquals(rest, that.rest);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(first) + Arrays.deepHashCode(rest);
  }

  /** Shows the shape only: what a message says belongs in no log. */
  @Override
  public String toString() {
    return "ZmqMessage["
        + size()
        + (size() == 1 ? " frame, " : " frames, ")
        + byteSize()
        + " bytes]";
  }
}
