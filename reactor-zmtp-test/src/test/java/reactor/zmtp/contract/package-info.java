/** The backpressure contract, sentence by sentence: what a socket takes, gives and holds. */
@NullMarked
package reactor.zmtp.contract;

import org.jspecify.annotations.NullMarked;
