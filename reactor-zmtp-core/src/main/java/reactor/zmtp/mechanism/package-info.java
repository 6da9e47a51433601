/** Security mechanisms as state machines over commands: no channel, no socket, no thread. */
@NullMarked
package reactor.zmtp.mechanism;

import org.jspecify.annotations.NullMarked;
