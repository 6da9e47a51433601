/** The parts one by one, and what is received, under JMH. */
@NullMarked
package reactor.zmtp.samples.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
