/** What can be measured of sockets. */
@NullMarked
package reactor.zmtp.metrics;

import org.jspecify.annotations.NullMarked;
