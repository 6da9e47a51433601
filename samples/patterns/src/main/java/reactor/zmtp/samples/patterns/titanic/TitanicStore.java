package reactor.zmtp.samples.patterns.titanic;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.ZmqMessage;

/**
 * Requests and replies in a file, on H2's MVStore. Whatever writes completes when it is on disk. A
 * disk blocks, so that all of it is done on {@code boundedElastic}.
 */
public final class TitanicStore implements AutoCloseable {

  private final MVStore store;
  private final MVMap<String, byte[][]> requests;
  private final MVMap<String, byte[][]> replies;

  /**
   * Opens a store, as it was left.
   *
   * @param file its file; made if it is not there
   */
  public TitanicStore(Path file) {
    store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
    requests = store.openMap("requests");
    replies = store.openMap("replies");
  }

  /** Keeps a request: the name of its service, and its body; the id of it. */
  Mono<String> add(ZmqMessage request) {
    String id = UUID.randomUUID().toString().replace("-", "");
    return write(() -> requests.put(id, frames(request))).thenReturn(id);
  }

  /** Keeps a reply, unless its request was closed meanwhile. */
  Mono<Void> reply(String id, ZmqMessage reply) {
    return write(
        () -> {
          if (requests.containsKey(id)) {
            replies.put(id, frames(reply));
          }
        });
  }

  Mono<Void> remove(String id) {
    return write(
        () -> {
          requests.remove(id);
          replies.remove(id);
        });
  }

  Mono<ZmqMessage> request(String id) {
    return read(requests, id);
  }

  Mono<ZmqMessage> reply(String id) {
    return read(replies, id);
  }

  /** Ids of the requests that have no reply. */
  Flux<String> pending() {
    return onDisk(() -> List.copyOf(requests.keySet()))
        .flatMapIterable(ids -> ids)
        .filter(id -> !replies.containsKey(id));
  }

  /** Closes the file. */
  @Override
  public void close() {
    store.close();
  }

  private static Mono<ZmqMessage> read(MVMap<String, byte[][]> map, String id) {
    return onDisk(() -> map.get(id)).map(ZmqMessage::wrap);
  }

  private static byte[][] frames(ZmqMessage message) {
    return message.frames().toArray(byte[][]::new);
  }

  /** Commits, and waits for the disk. */
  private Mono<Void> write(Runnable change) {
    return onDisk(
        () -> {
          change.run();
          store.sync();
          return null;
        });
  }

  /** Goes on when it is cancelled: the interrupt of a thread would close the file. */
  private static <T> Mono<T> onDisk(Supplier<? extends @Nullable T> task) {
    return Mono.fromFuture(
        () -> CompletableFuture.supplyAsync(task, Schedulers.boundedElastic()::schedule));
  }
}
