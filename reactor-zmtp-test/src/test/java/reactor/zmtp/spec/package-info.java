/** The conformance suite, run against ours. */
@NullMarked
package reactor.zmtp.spec;

import org.jspecify.annotations.NullMarked;
