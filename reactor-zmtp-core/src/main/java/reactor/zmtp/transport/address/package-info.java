/** Endpoints of TCP as text and as addresses: strings and numbers, and no channel. */
@NullMarked
package reactor.zmtp.transport.address;

import org.jspecify.annotations.NullMarked;
