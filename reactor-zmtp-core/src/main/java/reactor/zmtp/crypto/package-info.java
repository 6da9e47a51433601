/**
 * Part of NaCl that CurveZMQ (RFC 26) needs, on Bouncy Castle's lightweight API: X25519, XSalsa20
 * and Poly1305. Bytes in, bytes out; nothing of ZMTP.
 */
@NullMarked
package reactor.zmtp.crypto;

import org.jspecify.annotations.NullMarked;
