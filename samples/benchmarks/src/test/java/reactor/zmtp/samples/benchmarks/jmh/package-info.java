/** Tests of the benchmarks. */
@NullMarked
package reactor.zmtp.samples.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
