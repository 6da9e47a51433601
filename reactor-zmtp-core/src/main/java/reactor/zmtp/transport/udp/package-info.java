/**
 * Transport of {@code udp://}: a RADIO's messages in datagrams, to whichever DISH receives them,
 * and a DGRAM's, whoever is at the other end.
 */
@NullMarked
package reactor.zmtp.transport.udp;

import org.jspecify.annotations.NullMarked;
