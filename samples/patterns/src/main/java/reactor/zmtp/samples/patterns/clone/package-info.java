/** Clone, of the guide's chapter 5: state that many share, by the protocol of RFC 12. */
@NullMarked
package reactor.zmtp.samples.patterns.clone;

import org.jspecify.annotations.NullMarked;
