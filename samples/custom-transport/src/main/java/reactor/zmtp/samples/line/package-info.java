/** A bad line between sockets, as a transport of its own. */
@NullMarked
package reactor.zmtp.samples.line;

import org.jspecify.annotations.NullMarked;
