package reactor.zmtp.option;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;

/**
 * Follows the messages of one socket through an application, and from it to the next: the seam
 * between the sockets and Micrometer, which need not be there. Called on any thread.
 */
public interface Observer {

  /** Makes the observer of each socket. */
  interface Factory {

    /** The endpoint is null while the socket has none, or several. */
    Observer of(SocketType type, String name, Supplier<@Nullable String> endpoint);
  }

  /** A message that is received is delivered, until it is closed. */
  interface Delivery extends AutoCloseable {

    @Override
    void close();
  }

  /** A request, from its beginning to its end. */
  interface Exchange {

    /** The request with the trace context that it has to take along. */
    ZmqMessage request();

    /** A context in which what is done belongs to this. */
    Context within(Context context);

    /** Calls something that belongs to this. */
    <T> T call(Supplier<T> what);

    /** It has its reply. */
    void replied();

    void failed(Throwable why);

    /** Nobody wants its reply any more. */
    void cancelled();
  }

  /** A message was published by a publisher of that context. Returns what is to be sent. */
  ZmqMessage send(ZmqMessage message, ContextView context);

  /** A message is delivered now. */
  Delivery receive(ZmqMessage message);

  /** A request is made in that context. */
  Exchange request(ZmqMessage request, ContextView context);

  /** A request is served now. */
  Exchange handle(ZmqMessage request);
}
