/** Values instead of messages. */
@NullMarked
package reactor.zmtp.uring;

import org.jspecify.annotations.NullMarked;
