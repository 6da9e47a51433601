package reactor.zmtp;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Subscriber that sends subscriptions as messages (RFC 29), as devices need it: a message of one
 * frame that begins with a byte 1 subscribes to what follows, one that begins with 0 unsubscribes
 * from it. In a message of several frames all that begin so do, unless {@code onlyFirstSubscribe};
 * what is left of it is a message like any other: it goes upstream, to every XPUB peer that has
 * room, and is dropped, counted and reported for one that has not.
 *
 * <p>Unlike a {@link SubSocket} it receives whatever its peers send.
 */
public interface XSubSocket extends SubSocket, SendingSocket {

  @Override
  Mono<Void> send(Publisher<? extends ZmqMessage> messages);
}
