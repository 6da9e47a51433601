/**
 * Endpoints that sockets are bound and connected to: the seam that a transport implements, and what
 * those share that have channels: reconnecting, and admission.
 */
@NullMarked
package reactor.zmtp.transport;

import org.jspecify.annotations.NullMarked;
