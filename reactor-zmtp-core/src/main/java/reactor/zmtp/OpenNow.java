package reactor.zmtp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import reactor.core.Exceptions;
import reactor.core.publisher.BaseSubscriber;

/** Waits for a socket to open. One that comes when nobody waits any more is disposed of. */
final class OpenNow<T extends ZmqSocket> extends BaseSubscriber<T> {

  private final CompletableFuture<T> opened = new CompletableFuture<>();

  @Override
  protected void hookOnNext(T socket) {
    if (!opened.complete(socket)) {
      socket.dispose();
    }
  }

  @Override
  protected void hookOnError(Throwable failure) {
    opened.completeExceptionally(failure);
  }

  T await(Duration timeout, Object spec) {
    try {
      return opened.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (TimeoutException e) {
      return giveUp("%s could not be opened within %d ms".formatted(spec, timeout.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return giveUp(spec + " could not be opened: the thread was interrupted");
    }
  }

  private T giveUp(String why) {
    IllegalStateException late = new IllegalStateException(why);
    if (opened.completeExceptionally(late)) {
      cancel();
      throw late;
    }
    try {
      return opened.join(); // it came just now
    } catch (CompletionException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(Exception completion) {
    Throwable cause = completion.getCause();
    return Exceptions.propagate(cause == null ? completion : cause);
  }
}
