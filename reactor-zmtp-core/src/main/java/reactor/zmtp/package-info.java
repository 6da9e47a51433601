/**
 * ZeroMQ sockets as Reactive Streams publishers and subscribers.
 *
 * <p>Three nouns, always in this order: a {@code ZmqContext} owns event loops; an immutable spec
 * describes a socket; {@code open()} makes it live.
 *
 * @serial exclude
 */
@NullMarked
package reactor.zmtp;

import org.jspecify.annotations.NullMarked;
