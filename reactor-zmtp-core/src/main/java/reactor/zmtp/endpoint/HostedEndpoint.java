package reactor.zmtp.endpoint;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Endpoint within an HTTP server that is not the socket's own. The server asks what to answer, and
 * gives up the channel of a request that it has answered with 101.
 */
public interface HostedEndpoint {

  /**
   * Request for it.
   *
   * @param remote the client's address, which the server may know from a proxy in front of it
   */
  record Request(Channel channel, SocketAddress remote, HttpRequest http) {}

  /**
   * What the server is to answer.
   *
   * @param why the body of a refusal; null if it is none
   */
  record Answer(HttpResponseStatus status, HttpHeaders headers, @Nullable String why) {}

  /** The reason why this socket can have no such endpoint, or null. */
  @Nullable String fault();

  /** From any thread; a refusal is reported to the socket, too. */
  Answer answer(Request request);

  /**
   * Keeps whatever comes after a request that is about to be answered with 101. What is returned is
   * to be run when the server has no more to do with it. On the channel's event loop.
   */
  Runnable expect(Request request, Answer answer);

  /** Accepts no more, and closes what there is; done when the last is closed. On the socket's. */
  Future<Void> close();
}
