/**
 * Bytes and nothing else: greeting, frame header, commands and metadata of ZMTP 3.x (RFC 23, RFC
 * 37). No channel, no socket, no thread.
 */
@NullMarked
package reactor.zmtp.wire;

import org.jspecify.annotations.NullMarked;
