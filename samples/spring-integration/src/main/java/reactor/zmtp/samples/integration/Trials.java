package reactor.zmtp.samples.integration;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** What is measured of each; the sender is the same for all. */
final class Trials {

  private static final String ANY = "tcp://127.0.0.1:*";
  private static final String PAYLOAD = "x".repeat(100);

  private final ZmqContext zmq;
  private final Duration time;

  Trials(ZmqContext zmq, Duration time) {
    this.zmq = zmq;
    this.time = time;
  }

  /** Everything that has code to be compiled, and no figures. */
  void warmUp(Contender contender) {
    rate(contender, new LinkedHashMap<>());
    browsers(contender, new LinkedHashMap<>());
  }

  /** Figures by what they are of. */
  Map<String, String> of(Contender contender) {
    Map<String, String> results = new LinkedHashMap<>();
    rate(contender, results);
    delay(contender, results);
    slowConsumer(contender, results);
    browsers(contender, results);
    return results;
  }

  /** Delay of a message that comes after silence. */
  private void delay(Contender contender, Map<String, String> results) {
    Times times = new Times();
    PushSocket push = zmq.push().bind(ANY).openNow();
    Disposable receiver =
        contender
            .pull(push.address())
            .map(payload -> new String(payload, StandardCharsets.UTF_8))
            .subscribe(times::add);
    send(push, stamped(Duration.ofMillis(50), 100).take(time)).block();
    pause(Duration.ofMillis(1200)); // what its poll has not seen yet
    results.put("delay after silence, p50", times.percentile(50));
    results.put("the same, p99", times.percentile(99));
    receiver.dispose();
    push.dispose();
  }

  /** Messages a second. */
  private void rate(Contender contender, Map<String, String> results) {
    AtomicLong received = new AtomicLong();
    PushSocket push = zmq.push().bind(ANY).openNow();
    Disposable receiver =
        contender.pull(push.address()).subscribe(payload -> received.incrementAndGet());
    Disposable sender = send(push, endless()).subscribe();
    pause(time); // warm
    long from = received.get();
    pause(time);
    long rate = (received.get() - from) * 1000 / time.toMillis();
    results.put("messages of 100 bytes a second", "%,d".formatted(rate));
    sender.dispose();
    receiver.dispose();
    push.dispose();
  }

  /** What a consumer of 100 messages a second leaves on the way. */
  private void slowConsumer(Contender contender, Map<String, String> results) {
    AtomicLong sent = new AtomicLong();
    AtomicLong handled = new AtomicLong();
    PushSocket push = zmq.push().bind(ANY).openNow();
    Disposable receiver =
        contender
            .pull(push.address())
            .concatMap(payload -> Mono.delay(Duration.ofMillis(10)).thenReturn(payload), 1)
            .subscribe(payload -> handled.incrementAndGet());
    Disposable sender = send(push, endless().doOnNext(m -> sent.incrementAndGet())).subscribe();
    pause(time.multipliedBy(2));
    results.put(
        "taken from the publisher beyond what a slow consumer has handled",
        "%,d".formatted(sent.get() - handled.get()));
    sender.dispose();
    receiver.dispose();
    push.dispose();
  }

  /** Server-sent events of one topic to many browsers. */
  private void browsers(Contender contender, Map<String, String> results) {
    browsers(contender, new Crowd(1000, 5, 1_000, false), "1000 browsers, 5/s", results);
    browsers(contender, new Crowd(10, 50, 20_000, false), "10 browsers, 50/s of 20 kB", results);
    browsers(contender, new Crowd(10, 50, 20_000, true), "and one that reads nothing", results);
  }

  private record Crowd(int browsers, int perSecond, int bytes, boolean oneMoreStalled) {}

  private void browsers(
      Contender contender, Crowd crowd, String what, Map<String, String> results) {
    PubSocket pub = zmq.pub().bind(ANY).openNow();
    try (Contender.Shared shared = contender.sub(pub.address(), "A");
        Browsers browsers = new Browsers(shared)) {
      browsers.open(crowd.browsers(), crowd.oneMoreStalled());
      pause(time); // they are there
      AtomicLong sent = new AtomicLong();
      Flux<ZmqMessage> messages =
          stamped(Duration.ofMillis(1000 / crowd.perSecond()), crowd.bytes())
              .map(message -> message.withTopic("A"))
              .doOnNext(message -> sent.incrementAndGet());
      Disposable sender = pub.send(messages).onErrorComplete().subscribe();
      pause(time.multipliedBy(4)); // until buffers hold no more for one that reads nothing
      Times times = browsers.times();
      long from = sent.get();
      pause(time);
      long all = crowd.browsers() * (sent.get() - from);
      results.put(what + ": arrived", Math.min(times.size() * 100L / Math.max(1, all), 100) + " %");
      results.put(what + ": p50", times.percentile(50));
      results.put(what + ": p99", times.percentile(99));
      sender.dispose();
    }
    pub.dispose();
  }

  private static Mono<Void> send(PushSocket push, Flux<ZmqMessage> messages) {
    return push.send(messages).onErrorComplete();
  }

  private static Flux<ZmqMessage> stamped(Duration interval, int bytes) {
    String padding = "x".repeat(bytes);
    return Flux.interval(interval)
        .onBackpressureDrop()
        .map(i -> ZmqMessage.of(System.nanoTime() + " " + padding));
  }

  private static Flux<ZmqMessage> endless() {
    ZmqMessage message = ZmqMessage.of(PAYLOAD);
    return Flux.generate(sink -> sink.next(message));
  }

  private static void pause(Duration time) {
    Mono.delay(time).block();
  }
}
