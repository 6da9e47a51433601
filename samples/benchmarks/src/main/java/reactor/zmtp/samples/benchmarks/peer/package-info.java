/**
 * The programs that are measured: one process is one side of one measurement, with the library it
 * is about and nothing else in it.
 */
@NullMarked
package reactor.zmtp.samples.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
