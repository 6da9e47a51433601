package reactor.zmtp.samples.flink.connector;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.PolledMessages;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/**
 * Messages that their publisher keeps until they are acknowledged. Each connection begins with the
 * position from which they are wanted; what comes twice, over the connection before and the new
 * one, is dropped here.
 */
final class AcknowledgedInlet implements Inlet {

  private final Mono<DealerSocket> socket;
  private final PolledMessages<ZmqMessage> messages;
  private CompletableFuture<Void> acknowledged = CompletableFuture.completedFuture(null);
  private volatile ZmqSplit split; // written by the task's thread, read by hellos

  AcknowledgedInlet(ZmqContext zmq, ZmqSplit split, int ahead) {
    this.split = split;
    this.socket =
        zmq.dealer()
            .receiveHighWaterMark(ahead)
            .hello(peer -> hello())
            .connect(split.splitId())
            .open()
            .cache();
    this.messages =
        PolledMessages.of(
            Flux.usingWhen(socket, DealerSocket::receive, ZmqSocket::disposeLater), ahead);
    if (split.position() > 0) {
      acknowledge(split.position()); // what the failure may have kept from being told
    }
  }

  private ZmqMessage hello() {
    ZmqSplit now = split;
    return ReplayFrames.of(ReplayFrames.FROM, now.generation(), now.position());
  }

  @Override
  public @Nullable ZmqMessage poll() {
    for (ZmqMessage next = messages.poll(); next != null; next = messages.poll()) {
      if (!ReplayFrames.isMessage(next)) {
        control(next);
      } else if (isNext(ReplayFrames.position(next, 1))) {
        return next;
      }
    }
    return null;
  }

  private boolean isNext(long position) {
    ZmqSplit now = split;
    if (position > now.position()) {
      throw new ReplayException(
          "message %d came from %s where %d was to come"
              .formatted(position, now.splitId(), now.position()));
    }
    if (position < now.position()) {
      return false;
    }
    split = new ZmqSplit(now.splitId(), now.generation(), position + 1, false);
    return true;
  }

  private void control(ZmqMessage message) {
    ZmqSplit now = split;
    switch (message.text(0)) {
      case ReplayFrames.START -> start(message, now);
      case ReplayFrames.END -> {
        if (ReplayFrames.position(message, 1) == now.position()) {
          split = new ZmqSplit(now.splitId(), now.generation(), now.position(), true);
        }
      }
      case ReplayFrames.GONE ->
          throw new ReplayException(
              "%s has not what is wanted, from %d of %s: %s"
                  .formatted(now.splitId(), now.position(), now.generation(), message.text(1)));
      default ->
          throw new ReplayException(
              "what %s sends is none of START, M, END, GONE: %s".formatted(now.splitId(), message));
    }
  }

  private void start(ZmqMessage message, ZmqSplit now) {
    if (now.generation().isEmpty()) {
      split =
          new ZmqSplit(now.splitId(), message.text(1), ReplayFrames.position(message, 2), false);
    } else if (!now.generation().equals(message.text(1))) {
      throw new ReplayException(
          "%s is of generation %s, and %s was read before"
              .formatted(now.splitId(), message.text(1), now.generation()));
    }
  }

  @Override
  public CompletableFuture<Void> whenReadable() {
    return messages.whenReadable();
  }

  @Override
  public boolean isEnded() {
    return split.ended();
  }

  @Override
  public void end() {
    messages.dispose();
  }

  @Override
  public ZmqSplit split() {
    return split;
  }

  @Override
  public void acknowledge(long position) {
    // If it does not get there, the next one has it as well.
    acknowledged =
        socket
            .flatMap(opened -> opened.send(ReplayFrames.of(ReplayFrames.ACK, position)))
            .onErrorComplete()
            .toFuture();
  }

  @Override
  public CompletableFuture<Void> whenAcknowledged() {
    return acknowledged;
  }
}
