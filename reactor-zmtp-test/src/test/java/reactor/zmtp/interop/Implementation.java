package reactor.zmtp.interop;

import java.util.function.BooleanSupplier;
import reactor.zmtp.watch.Anywhere;

/** Whom we have to talk to. */
enum Implementation {
  /** The original, 4.3.4 in Debian 12, in a process of its own. */
  LIBZMQ,
  /** The one in Java, in a thread of its own. */
  JEROMQ;

  /** A PUSH, PULL or PAIR that is bound and sends or receives, or both, so many messages. */
  Foreign bound(String type, int messages) {
    return switch (this) {
      case LIBZMQ -> LibzmqForeign.start(type, "bind", Anywhere.endpoint(), messages);
      case JEROMQ ->
          JeroMqForeign.start(
              type, (context, socket) -> socket.bind("tcp://127.0.0.1:*"), messages);
    };
  }

  /** One that is connected; when it has joined us is asked again and again. */
  Foreign connected(String type, String endpoint, int messages, BooleanSupplier joined) {
    return switch (this) {
      case LIBZMQ -> LibzmqForeign.start(type, "connect", endpoint, messages);
      case JEROMQ ->
          JeroMqForeign.start(
              type,
              (context, socket) -> JeroMqForeign.connect(context, socket, endpoint, joined),
              messages);
    };
  }
}
