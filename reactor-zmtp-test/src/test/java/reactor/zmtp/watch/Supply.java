package reactor.zmtp.watch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import reactor.core.publisher.Flux;
import reactor.zmtp.ZmqMessage;

/**
 * A publisher of messages that are numbered from 0, and what was asked of it. The number is the
 * beginning of the text of the first frame.
 */
public final class Supply {

  private final long count;
  private final int size;
  private final LongConsumer onRequest;
  private final List<Long> requests = new CopyOnWriteArrayList<>();
  private final AtomicLong requested = new AtomicLong();
  private final AtomicLong published = new AtomicLong();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  private Supply(long count, int size, LongConsumer onRequest) {
    this.count = count;
    this.size = size;
    this.onRequest = onRequest;
  }

  /** So many messages, then complete. */
  public static Supply of(long count) {
    return new Supply(count, 0, requested -> {});
  }

  /** Messages without end. */
  public static Supply endless() {
    return of(Long.MAX_VALUE);
  }

  /** The same with messages of at least this many bytes. */
  public Supply sized(int bytes) {
    return new Supply(count, bytes, onRequest);
  }

  /** The same, telling each time it is asked for more how many it has been asked for altogether. */
  public Supply onRequest(LongConsumer told) {
    return new Supply(count, size, told);
  }

  /** The publisher; one subscriber only, as the counts are its. */
  public Flux<ZmqMessage> messages() {
    Flux<Long> numbers =
        Flux.generate(
            () -> 0L,
            (next, sink) -> {
              sink.next(next);
              return next + 1;
            });
    return numbers
        .take(count)
        .map(number -> message(number, size))
        .doOnNext(message -> published.incrementAndGet())
        .doOnRequest(this::ask)
        .doOnCancel(() -> cancelled.set(true));
  }

  private void ask(long n) {
    requests.add(n);
    onRequest.accept(requested.addAndGet(n));
  }

  /** How many messages have been asked for. */
  public long requested() {
    return requested.get();
  }

  /** How many messages have been asked for, each time. */
  public List<Long> requests() {
    return requests;
  }

  /** How many messages have been published. */
  public long published() {
    return published.get();
  }

  /** Whether nothing more is wanted. */
  public boolean isCancelled() {
    return cancelled.get();
  }

  /** One message with a number. */
  public static ZmqMessage message(long number, int size) {
    byte[] text = (number + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] padded = Arrays.copyOf(text, Math.max(text.length, size));
    Arrays.fill(padded, text.length, padded.length, (byte) '.');
    return ZmqMessage.wrap(padded);
  }

  /** The number of a message. */
  public static long number(ZmqMessage message) {
    return number(message.bytes(0));
  }

  /** The number of a message by its first frame. */
  public static long number(byte[] frame) {
    long number = 0;
    for (int i = 0; frame[i] != ' '; i++) {
      number = number * 10 + frame[i] - '0';
    }
    return number;
  }
}
