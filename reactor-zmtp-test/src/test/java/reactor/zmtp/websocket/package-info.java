/** ZWS 2.0 (RFC 45): sockets over WebSocket, among themselves and with browsers. */
@NullMarked
package reactor.zmtp.websocket;

import org.jspecify.annotations.NullMarked;
