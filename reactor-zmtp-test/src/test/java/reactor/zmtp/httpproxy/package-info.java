/** Tests of connecting through an HTTP proxy. */
@NullMarked
package reactor.zmtp.httpproxy;

import org.jspecify.annotations.NullMarked;
