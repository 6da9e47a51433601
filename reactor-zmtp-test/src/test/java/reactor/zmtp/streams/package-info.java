/** The rules of Reactive Streams, by the TCK; and that nothing blocks an event loop. */
@NullMarked
package reactor.zmtp.streams;

import org.jspecify.annotations.NullMarked;
