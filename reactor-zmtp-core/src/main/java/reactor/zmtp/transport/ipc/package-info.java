/** Transport of {@code ipc://}. */
@NullMarked
package reactor.zmtp.transport.ipc;

import org.jspecify.annotations.NullMarked;
