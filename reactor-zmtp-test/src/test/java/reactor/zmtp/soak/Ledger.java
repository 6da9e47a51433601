package reactor.zmtp.soak;

import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqMessage;

/**
 * Who has how many of the messages between a publisher and a subscriber, numbered from 0. The two
 * sockets share one event loop, and answer one after the other. Confined to that loop but for what
 * is volatile.
 */
final class Ledger {

  /** A message of 8 bytes, with its header. */
  static final int ON_THE_WIRE = 10;

  private static final int EVERY = 1024;

  private final PushSocket push;
  private final PullSocket pull;
  private final Consumer consumer = new Consumer();

  private long requested;
  private volatile long received;
  private volatile boolean inOrder = true;
  private volatile boolean cancelled;

  private volatile long mostRequestedAndNotSent;
  private volatile long mostSentAndNotDecoded;
  private volatile long mostDecodedAndNotConsumed;
  private volatile long mostRequestedAndNotConsumed;

  Ledger(PushSocket push, PullSocket pull) {
    this.push = push;
    this.pull = pull;
  }

  /** Messages of 8 bytes; what is asked for is written down. */
  Flux<ZmqMessage> publisher(long count) {
    return Flux.<ZmqMessage, long[]>generate(
            () -> new long[1],
            (next, sink) -> {
              if (next[0] == count) {
                sink.complete();
              } else {
                sink.next(message(next[0]++));
              }
              return next;
            })
        .doOnRequest(
            n -> {
              requested += n;
              balance();
            })
        .doOnCancel(() -> cancelled = true);
  }

  /** A subscriber that asks for nothing by itself. */
  BaseSubscriber<ZmqMessage> consumer() {
    return consumer;
  }

  private final class Consumer extends BaseSubscriber<ZmqMessage> {

    @Override
    protected void hookOnSubscribe(Subscription subscription) {}

    @Override
    protected void hookOnNext(ZmqMessage message) {
      long number = received;
      if (number(message) != number) {
        inOrder = false;
      }
      received = number + 1;
      if (number % EVERY == 0) {
        balance();
      }
    }
  }

  /**
   * Strikes the balance. The publisher publishes all that it is asked for at once, so that what
   * waits to be sent is what was requested and not sent.
   */
  private void balance() {
    mostRequestedAndNotConsumed = Math.max(mostRequestedAndNotConsumed, requested - received);
    push.metrics()
        .zipWith(
            pull.metrics(),
            (sending, receiving) -> {
              long decoded = receiving.received() + receiving.waitingToReceive();
              mostRequestedAndNotSent = sending.mostWaitingToSend();
              mostSentAndNotDecoded = Math.max(mostSentAndNotDecoded, sending.sent() - decoded);
              mostDecodedAndNotConsumed = receiving.mostWaitingToReceive();
              return true;
            })
        .subscribe();
  }

  long received() {
    return received;
  }

  boolean isInOrder() {
    return inOrder;
  }

  boolean isCancelled() {
    return cancelled;
  }

  long mostRequestedAndNotSent() {
    return mostRequestedAndNotSent;
  }

  long mostSentAndNotDecoded() {
    return mostSentAndNotDecoded;
  }

  long mostDecodedAndNotConsumed() {
    return mostDecodedAndNotConsumed;
  }

  long mostRequestedAndNotConsumed() {
    return mostRequestedAndNotConsumed;
  }

  private static ZmqMessage message(long number) {
    byte[] bytes = new byte[Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (number >>> (Byte.SIZE * i));
    }
    return ZmqMessage.wrap(bytes);
  }

  private static long number(ZmqMessage message) {
    long number = 0;
    byte[] bytes = message.bytes();
    for (int i = 0; i < bytes.length; i++) {
      number |= (bytes[i] & 0xFFL) << (Byte.SIZE * i);
    }
    return number;
  }
}
