/** Values instead of messages. */
@NullMarked
package reactor.zmtp.codec;

import org.jspecify.annotations.NullMarked;
