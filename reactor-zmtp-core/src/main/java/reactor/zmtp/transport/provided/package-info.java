/** Transports that others provide, as sockets know transports. */
@NullMarked
package reactor.zmtp.transport.provided;

import org.jspecify.annotations.NullMarked;
