/** The sockets that address their peers: ROUTER, STREAM, SERVER and PEER. */
@NullMarked
package reactor.zmtp.routing;

import org.jspecify.annotations.NullMarked;
