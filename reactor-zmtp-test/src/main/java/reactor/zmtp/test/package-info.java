/**
 * Test support for code that speaks ZMTP: {@link reactor.zmtp.test.ZmqTest} gives each test a
 * context and sockets and fails it if it leaves something behind, {@link
 * reactor.zmtp.test.ZmtpPeer} plays the other side byte by byte, and {@link
 * reactor.zmtp.test.FaultyLink} stands between two peers and breaks the connection in the ways
 * networks do.
 *
 * <p>Peer and link do not use the engine of reactor-zmtp, so both work against any implementation
 * of ZMTP, and a test with them does not compare the engine with itself.
 */
@NullMarked
package reactor.zmtp.test;

import org.jspecify.annotations.NullMarked;
