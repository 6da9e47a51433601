/** Peers of ZMTP 2.0 (RFC 15) and 1.0 (RFC 13), played on raw bytes, with sockets of ours. */
@NullMarked
package reactor.zmtp.legacy;

import org.jspecify.annotations.NullMarked;
