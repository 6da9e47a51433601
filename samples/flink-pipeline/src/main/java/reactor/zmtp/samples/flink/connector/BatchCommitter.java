package reactor.zmtp.samples.flink.connector;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.connector.sink2.Committer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/**
 * Sends the batches of a complete checkpoint, each until it is acknowledged: again on each new
 * connection, and after a failure of the task.
 */
final class BatchCommitter implements Committer<Batch> {

  private final ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();
  private final Sinks.Many<SocketEvent> connections = Sinks.many().multicast().directBestEffort();
  private final String endpoint;
  private final Duration patience;
  private final DealerSocket socket;
  private final Flux<ZmqMessage> answers;

  BatchCommitter(String endpoint, Duration patience) {
    this.endpoint = endpoint;
    this.patience = patience;
    this.socket =
        zmq.dealer()
            .linger(Duration.ZERO)
            .doOnEvent(
                event -> {
                  if (event instanceof SocketEvent.HandshakeSucceeded) {
                    connections.tryEmitNext(event);
                  }
                })
            .connect(endpoint)
            .openNow();
    this.answers = socket.receive().replay(1).autoConnect(0);
  }

  @Override
  public void commit(Collection<CommitRequest<Batch>> requests)
      throws IOException, InterruptedException {
    for (CommitRequest<Batch> request : requests) {
      commit(request.getCommittable());
    }
  }

  private void commit(Batch batch) throws IOException, InterruptedException {
    CompletableFuture<?> committed =
        connections
            .asFlux()
            .map(connection -> batch)
            .startWith(batch)
            .switchMap(again -> socket.send(again.frames()))
            .takeUntilOther(acknowledged(batch))
            .then()
            .toFuture();
    try {
      committed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(
          "the receiver at %s has not acknowledged messages %d to %d of %s within %s"
              .formatted(endpoint, batch.first(), batch.end(), batch.generation(), patience),
          e);
    } catch (ExecutionException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      committed.cancel(false);
    }
  }

  private Mono<ZmqMessage> acknowledged(Batch batch) {
    return answers.filter(answer -> ReplayFrames.isDone(answer, batch)).next();
  }

  @Override
  public void close() {
    zmq.close();
  }
}
