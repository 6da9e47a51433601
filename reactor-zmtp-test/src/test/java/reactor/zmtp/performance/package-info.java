/** What a message costs, as far as it can be counted: no clocks here. */
@NullMarked
package reactor.zmtp.performance;

import org.jspecify.annotations.NullMarked;
