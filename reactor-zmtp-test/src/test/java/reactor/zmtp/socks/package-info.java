/** Tests of connecting through a SOCKS5 proxy. */
@NullMarked
package reactor.zmtp.socks;

import org.jspecify.annotations.NullMarked;
