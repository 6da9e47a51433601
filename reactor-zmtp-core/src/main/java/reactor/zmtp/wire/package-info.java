/**
 * Bytes and nothing else: greeting, frame header, commands and metadata of ZMTP 3.x (RFC 23, RFC
 * 37), and what is left of 2.0 (RFC 15) and 1.0 (RFC 13). No channel, no socket, no thread.
 */
@NullMarked
package reactor.zmtp.wire;

import org.jspecify.annotations.NullMarked;
