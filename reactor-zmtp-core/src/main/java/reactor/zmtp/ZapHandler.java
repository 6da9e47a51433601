package reactor.zmtp;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.zmtp.mechanism.ZapCall;
import reactor.zmtp.mechanism.ZapWire;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.security.ZapRequest;

/**
 * ZAP 1.0 (RFC 27) over sockets: the handler that authenticates peers need not be in the process
 * that lets them in, nor be written in Java. Where the two are on different machines the sockets
 * between them have to be secured: requests have passwords in them, and a forged reply lets anybody
 * in.
 */
public final class ZapHandler {

  private ZapHandler() {}

  /**
   * An authenticator that asks a handler at the other end of a socket: whatever serves RFC 27's
   * requests, such as pyzmq's authenticator behind a REP. With {@link ReqSpec#correlate} many peers
   * are authenticated at a time, else one after another.
   *
   * <p>A reply that is malformed, or for another request, refuses the peer with status 500, and so
   * does a handler that goes away. Without a handler the peer waits until its {@code
   * handshakeTimeout}.
   *
   * @param socket goes to the handler; stays the caller's
   * @return the authenticator
   */
  public static ZapAuthenticator at(ReqSocket socket) {
    Objects.requireNonNull(socket, "socket");
    AtomicLong lastId = new AtomicLong();
    return request ->
        Mono.defer(
            () -> {
              byte[] id =
                  Long.toString(lastId.incrementAndGet()).getBytes(StandardCharsets.US_ASCII);
              return socket.request(ZapWire.request(id, request)).map(reply -> read(reply, id));
            });
  }

  private static ZapReply read(ZmqMessage reply, byte[] id) {
    try {
      return ZapWire.readReply(reply, id);
    } catch (IllegalArgumentException e) {
      return ZapReply.refused(500, "the ZAP handler's reply is malformed: " + e.getMessage());
    }
  }

  /**
   * Serves requests as a handler, with what an authenticator answers. One that fails, has no
   * answer, or cannot be written, and a request that is malformed, are answered with status 500.
   *
   * <p>As of every {@link RepSocket#reply}, requests of one peer are served one after another.
   *
   * @param socket where requests come to; stays the caller's
   * @param authenticator checks peers, on the socket's event loop, where it must not block
   * @return completes when the socket is disposed of; cancelling it ends the service
   */
  public static Mono<Void> serve(RepSocket socket, ZapAuthenticator authenticator) {
    Objects.requireNonNull(authenticator, "authenticator");
    return socket.reply(message -> answer(message, authenticator));
  }

  private static Mono<ZmqMessage> answer(ZmqMessage message, ZapAuthenticator authenticator) {
    byte[] id = ZapWire.requestId(message);
    ZapRequest request;
    try {
      request = ZapWire.readRequest(message);
    } catch (IllegalArgumentException e) {
      return Mono.just(fault(id, "the ZAP request is malformed: " + e.getMessage()));
    }
    return ZapCall.ask(authenticator, request).map(reply -> written(id, reply));
  }

  private static ZmqMessage written(byte[] id, ZapReply reply) {
    try {
      return ZapWire.reply(id, reply);
    } catch (IllegalArgumentException e) {
      return fault(id, "the answer cannot be written: " + e.getMessage());
    }
  }

  private static ZmqMessage fault(byte[] id, String why) {
    return ZapWire.reply(id, ZapReply.refused(500, why));
  }
}
