/**
 * The hostile run: sockets with honest peers in one process, and attackers of every kind in
 * another.
 */
@NullMarked
package reactor.zmtp.hostile.run;

import org.jspecify.annotations.NullMarked;
