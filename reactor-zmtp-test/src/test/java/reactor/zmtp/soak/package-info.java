/** What must hold for a long time: much sent to somebody slow, much opened and closed, nothing. */
@NullMarked
package reactor.zmtp.soak;

import org.jspecify.annotations.NullMarked;
