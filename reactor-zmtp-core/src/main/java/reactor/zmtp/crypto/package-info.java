/**
 * Part of NaCl that CurveZMQ (RFC 26) needs: X25519, XSalsa20 and Poly1305. Bytes in, bytes out;
 * nothing of ZMTP. X25519 and a single block of Salsa20 are Bouncy Castle's (lightweight API); many
 * blocks at once and Poly1305 are of this package, in a form that HotSpot compiles well.
 */
@NullMarked
package reactor.zmtp.crypto;

import org.jspecify.annotations.NullMarked;
