package reactor.zmtp;

import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Datagrams of whatever content, to and from any address (ZMQ_DGRAM, zmq_udp(7)): no protocol of
 * ZeroMQ's is in them, so that the other end may be anything that speaks UDP. The socket binds to
 * one udp endpoint, and connects to none.
 *
 * <p>What the network loses nobody can know. What is longer than {@link DatagramMessage#MAX_SIZE},
 * what the operating system refuses to send, and what comes when {@code receiveHighWaterMark}
 * messages are waiting is dropped, and {@link SocketEvent.Discarded} reports it.
 */
public interface DgramSocket extends ZmqSocket {

  /**
   * Sends each message in a datagram of its own.
   *
   * @param messages what to send; subscribed to once for each subscription of the result, with that
   *     subscription's context; requested from on the socket's event loop, up to {@code
   *     sendHighWaterMark} ahead of the operating system, and not before the socket is bound
   * @return completes when the operating system has taken the last message, or it was dropped;
   *     fails with the publisher's error (what was published before it is still sent), or with
   *     {@link DisposedException}. Cancelling it cancels the publisher; what was taken from it is
   *     still sent.
   */
  Mono<Void> send(Publisher<DatagramMessage> messages);

  /**
   * Sends one message.
   *
   * @param message the message
   * @return as {@link #send(Publisher)}
   */
  default Mono<Void> send(DatagramMessage message) {
    return send(Mono.just(message));
  }

  /**
   * Receives datagrams. One subscriber at a time: another fails with {@link
   * AlreadyReceivingException}. Cancelling loses nothing: what is waiting goes to the next
   * subscriber.
   *
   * @return the datagrams, each with its sender as far as its address is true, on the socket's
   *     event loop; completes when the socket is disposed of
   */
  Flux<DatagramMessage> receive();

  /**
   * Receives one datagram.
   *
   * @param patience how long to wait, to the millisecond
   * @return the datagram, or nothing if none came in time
   */
  Mono<DatagramMessage> receive(Duration patience);
}
