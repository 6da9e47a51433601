/** Transport of {@code tcp://}. */
@NullMarked
package reactor.zmtp.transport.tcp;

import org.jspecify.annotations.NullMarked;
