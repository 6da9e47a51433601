/** Puts patterns, pipes and transports together behind the public interfaces. */
@NullMarked
package reactor.zmtp.socket;

import org.jspecify.annotations.NullMarked;
