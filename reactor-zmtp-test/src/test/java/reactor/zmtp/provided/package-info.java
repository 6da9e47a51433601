/** Transports that other jars provide. */
@NullMarked
package reactor.zmtp.provided;

import org.jspecify.annotations.NullMarked;
