/**
 * Endpoints that sockets are bound and connected to: the seam that a transport implements, and what
 * those share that have channels: reconnecting, accepting, and admission.
 */
@NullMarked
package reactor.zmtp.endpoint;

import org.jspecify.annotations.NullMarked;
