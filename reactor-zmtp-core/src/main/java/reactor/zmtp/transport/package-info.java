/** From an endpoint's text to TCP channels: addresses, listeners, and connectors that come back. */
@NullMarked
package reactor.zmtp.transport;

import org.jspecify.annotations.NullMarked;
