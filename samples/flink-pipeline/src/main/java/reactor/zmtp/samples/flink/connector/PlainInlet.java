package reactor.zmtp.samples.flink.connector;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.zmtp.PolledMessages;
import reactor.zmtp.ZmqMessage;

/** Messages that nobody keeps once they are received: what a failure loses is lost. */
final class PlainInlet implements Inlet {

  private final String splitId;
  private final PolledMessages<ZmqMessage> messages;
  private long position;
  private boolean ended;

  PlainInlet(ZmqSplit split, Publisher<ZmqMessage> messages, int ahead) {
    this.splitId = split.splitId();
    this.position = split.position();
    this.messages = PolledMessages.of(messages, ahead);
  }

  @Override
  public @Nullable ZmqMessage poll() {
    ZmqMessage next = messages.poll();
    if (next != null) {
      position++;
    }
    return next;
  }

  @Override
  public CompletableFuture<Void> whenReadable() {
    return messages.whenReadable();
  }

  @Override
  public boolean isEnded() {
    return ended || messages.isCompleted();
  }

  @Override
  public void end() {
    ended = true;
    messages.dispose();
  }

  @Override
  public ZmqSplit split() {
    return new ZmqSplit(splitId, "", position, isEnded());
  }

  @Override
  public void acknowledge(long position) {
    // Nobody waits for it.
  }

  @Override
  public CompletableFuture<Void> whenAcknowledged() {
    return CompletableFuture.completedFuture(null);
  }
}
