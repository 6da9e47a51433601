/**
 * What sockets are bound and connected to: the transports by their schemes, and what those share
 * that have channels, from coming back to keeping out.
 */
@NullMarked
package reactor.zmtp.transport;

import org.jspecify.annotations.NullMarked;
