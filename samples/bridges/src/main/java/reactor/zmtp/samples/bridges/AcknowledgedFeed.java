package reactor.zmtp.samples.bridges;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqMessage;

/** Publishes to whoever subscribes, and again until one of them has acknowledged it. */
record AcknowledgedFeed(PubSocket pub, PullSocket acknowledgements, Duration patience) {

  /** Messages have a topic, a key that no other has, and a content; acknowledgements, keys. */
  Mono<Void> send(Publisher<ZmqMessage> messages) {
    return Flux.from(messages)
        .bufferTimeout(100, Duration.ofMillis(10), true)
        .concatMap(this::publish, 0)
        .then();
  }

  private Mono<Void> publish(List<ZmqMessage> batch) {
    Set<String> missing = ConcurrentHashMap.newKeySet();
    batch.forEach(message -> missing.add(message.text(1)));

    Mono<ZmqMessage> last =
        acknowledgements
            .receive()
            .doOnNext(
                keys ->
                    IntStream.range(0, keys.size()).mapToObj(keys::text).forEach(missing::remove))
            .filter(keys -> missing.isEmpty())
            .next()
            .single(); // a socket that is gone acknowledges nothing
    Flux<ZmqMessage> others =
        Flux.fromIterable(batch).filter(message -> missing.contains(message.text(1)));
    return pub.send(others)
        .repeatWhen(sent -> sent.delayElements(patience))
        .takeUntilOther(last)
        .then();
  }
}
