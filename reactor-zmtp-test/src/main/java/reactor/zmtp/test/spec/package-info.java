/**
 * The suite by which any implementation of ZMTP is judged: cases with their references to the RFCs,
 * played on raw octets against an {@link reactor.zmtp.test.spec.Engine}.
 *
 * <p>{@link reactor.zmtp.test.spec.ZmtpSpec} has the cases, {@link reactor.zmtp.test.spec.SpecRun}
 * runs them. An implementation in Java is an {@link reactor.zmtp.test.spec.Engine}; one in another
 * language has an adapter, a small program that {@link reactor.zmtp.test.spec.EngineProcess} steers
 * by lines.
 */
@NullMarked
package reactor.zmtp.test.spec;

import org.jspecify.annotations.NullMarked;
