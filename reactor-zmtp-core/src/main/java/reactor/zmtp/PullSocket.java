package reactor.zmtp;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Pipeline's receiving end (RFC 30): messages of all PUSH peers, in turn. */
public interface PullSocket extends ReceivingSocket {

  /**
   * Ends gracefully: takes no more peers, grants those that are there no more credit, so that they
   * give what they have to others, delivers what has come and what still comes of that, and then
   * disposes of the socket: {@link #receive()} completes. A peer that knows of no credit is not
   * read any more; what its kernel and this one's hold then is lost with the connection, as
   * whenever a worker goes.
   *
   * @param patience how long that may take at most; what is left then is discarded and reported as
   *     {@link SocketEvent.Discarded}. Nobody who receives is time that passes, too
   * @return completes when the socket is gone; fails with {@link DisposedException} if it was
   *     disposed of before
   * @throws IllegalArgumentException if the patience is negative
   */
  Mono<Void> drain(Duration patience);
}
