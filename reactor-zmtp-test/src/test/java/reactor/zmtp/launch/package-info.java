/** Ways in which an application is launched, and with what beside it. */
@NullMarked
package reactor.zmtp.launch;

import org.jspecify.annotations.NullMarked;
