/** Trades counted by symbol and second: on Apache Flink, and in one process. */
@NullMarked
package reactor.zmtp.samples.flink;

import org.jspecify.annotations.NullMarked;
