/** Transports of {@code ws://} and {@code wss://}: ZWS 2.0 (RFC 45) over WebSocket (RFC 6455). */
@NullMarked
package reactor.zmtp.transport.ws;

import org.jspecify.annotations.NullMarked;
