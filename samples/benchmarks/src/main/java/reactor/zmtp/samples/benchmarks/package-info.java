/** How fast it is: one command that measures this library beside the others. */
@NullMarked
package reactor.zmtp.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
