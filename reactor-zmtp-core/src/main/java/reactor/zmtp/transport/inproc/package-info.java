/**
 * Transport of {@code inproc://}: sockets of one context pass messages to each other as they are.
 */
@NullMarked
package reactor.zmtp.transport.inproc;

import org.jspecify.annotations.NullMarked;
