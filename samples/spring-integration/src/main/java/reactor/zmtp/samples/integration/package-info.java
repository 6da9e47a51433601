/** This library beside Spring Integration's ZeroMQ module, measured in one run. */
@NullMarked
package reactor.zmtp.samples.integration;

import org.jspecify.annotations.NullMarked;
