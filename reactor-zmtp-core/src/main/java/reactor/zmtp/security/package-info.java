/**
 * Security of sockets: keys and credentials of the security mechanisms PLAIN (RFC 24), CURVE (RFC
 * 26) and GSSAPI (RFC 38), and authenticators (ZAP, RFC 27).
 *
 * @serial exclude
 */
@NullMarked
package reactor.zmtp.security;

import org.jspecify.annotations.NullMarked;
