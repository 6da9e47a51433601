/** The harness: starts the programs in pairs, collects what they measured, writes the report. */
@NullMarked
package reactor.zmtp.samples.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
