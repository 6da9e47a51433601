/** What REQ and REP (RFC 28) do over real connections. */
@NullMarked
package reactor.zmtp.reqrep;

import org.jspecify.annotations.NullMarked;
