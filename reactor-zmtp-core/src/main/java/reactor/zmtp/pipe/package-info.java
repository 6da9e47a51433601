/**
 * Bounded conduit between a socket and one peer. High-water marks and credit live here and nowhere
 * else.
 */
@NullMarked
package reactor.zmtp.pipe;

import org.jspecify.annotations.NullMarked;
