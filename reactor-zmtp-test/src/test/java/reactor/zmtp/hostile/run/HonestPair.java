package reactor.zmtp.hostile.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.ZmqMessage;

/**
 * A client that exchanges numbered messages with a socket under attack, a millisecond after each
 * other, and how long each of them takes: an echo there and back, or what is published one way.
 */
final class HonestPair {

  private static final int MOST = 200_000;
  private static final long PAUSE_MICROS = 1000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String name;
  private final Latencies quiet = new Latencies(MOST);
  private final Latencies attacked = new Latencies(MOST);
  private final Latencies flooded = new Latencies(MOST);
  private final Scheduler.Worker pace = Schedulers.parallel().createWorker();
  private final Disposable.Composite ending = Disposables.composite(pace);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private volatile @Nullable Latencies measured;
  private volatile boolean stopped;
  private volatile boolean wrong;
  private volatile long sentAt;

  private HonestPair(String name) {
    this.name = name;
  }

  static HonestPair echo(String name, DealerSocket dealer) {
    HonestPair pair = new HonestPair(name);
    pair.ending.add(
        dealer
            .receive()
            .subscribe(
                message -> {
                  pair.receive(message);
                  pair.soon(() -> pair.ask(dealer));
                }));
    pair.ask(dealer);
    return pair;
  }

  private void ask(DealerSocket dealer) {
    dealer.send(next("")).subscribe();
  }

  static HonestPair feed(String name, String topic, PubSocket pub, SubSocket sub) {
    HonestPair pair = new HonestPair(name);
    pair.ending.add(
        sub.receive()
            .subscribe(
                message -> {
                  pair.receive(message);
                  pair.soon(() -> pair.publish(topic, pub));
                }));
    pair.publish(topic, pub);
    return pair;
  }

  private void publish(String topic, PubSocket pub) {
    pub.send(next(topic)).subscribe();
  }

  private ZmqMessage next(String topic) {
    ZmqMessage message = ZmqMessage.of(topic, Long.toString(sent.getAndIncrement()));
    sentAt = System.nanoTime();
    return message;
  }

  private void receive(ZmqMessage message) {
    Latencies now = measured;
    if (now != null) {
      now.add(System.nanoTime() - sentAt);
    }
    long number = Long.parseLong(message.text(1));
    if (number != received.getAndIncrement()) {
      wrong = true;
    }
  }

  private void soon(Runnable next) {
    if (!stopped) {
      pace.schedule(next, PAUSE_MICROS, TimeUnit.MICROSECONDS);
    }
  }

  String name() {
    return name;
  }

  void beginQuiet() {
    measured = quiet;
  }

  void beginAttack() {
    measured = attacked;
  }

  void beginFlood() {
    measured = flooded;
  }

  void endMeasuring() {
    measured = null;
  }

  Latencies quiet() {
    return quiet;
  }

  Latencies attacked() {
    return attacked;
  }

  Latencies flooded() {
    return flooded;
  }

  /** Whether messages still come: the last one does, within a while. */
  boolean isAlive() {
    long before = received.get();
    return Waiting.until(() -> received.get() > before, PATIENCE);
  }

  /** Stops; whether all that was sent has come. */
  boolean stop() {
    stopped = true;
    boolean all = Waiting.until(() -> received.get() == sent.get(), PATIENCE);
    ending.dispose();
    return all && !wrong;
  }

  @Override
  public String toString() {
    return name + ": " + received + " of " + sent + " came" + (wrong ? ", not in order" : "");
  }
}
