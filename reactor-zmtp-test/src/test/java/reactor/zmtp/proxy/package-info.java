/** Proxies with the sockets on both sides of them. */
@NullMarked
package reactor.zmtp.proxy;

import org.jspecify.annotations.NullMarked;
