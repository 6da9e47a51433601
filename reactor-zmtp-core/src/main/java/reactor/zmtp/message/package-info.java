/** The one form a message has inside the engine: plain arrays, no reference counts. */
@NullMarked
package reactor.zmtp.message;

import org.jspecify.annotations.NullMarked;
