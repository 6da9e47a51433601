/** Tests of the harness. */
@NullMarked
package reactor.zmtp.samples.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
