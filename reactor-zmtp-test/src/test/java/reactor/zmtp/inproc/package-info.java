/** The transport inproc: what is its own. What all transports share is tested over each of them. */
@NullMarked
package reactor.zmtp.inproc;

import org.jspecify.annotations.NullMarked;
