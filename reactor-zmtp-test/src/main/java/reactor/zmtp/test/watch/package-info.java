/**
 * Watches for what a test must not leave behind: buffers, threads, unhandled errors. Internal to
 * {@code @ZmqTest}.
 */
@NullMarked
package reactor.zmtp.test.watch;

import org.jspecify.annotations.NullMarked;
