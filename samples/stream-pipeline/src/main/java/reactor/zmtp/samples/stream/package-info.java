/**
 * One aggregation, in one process and spread over many: trades counted in windows of event time.
 */
@NullMarked
package reactor.zmtp.samples.stream;

import org.jspecify.annotations.NullMarked;
