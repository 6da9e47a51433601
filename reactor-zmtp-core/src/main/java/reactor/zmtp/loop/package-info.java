/** The one thread a socket lives on, its clock, and the channels that can be opened on it. */
@NullMarked
package reactor.zmtp.loop;

import org.jspecify.annotations.NullMarked;
