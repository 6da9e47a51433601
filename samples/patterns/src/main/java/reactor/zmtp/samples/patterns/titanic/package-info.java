/** Titanic, of the guide's chapter 4: requests that wait on disk, by the protocol of RFC 9. */
@NullMarked
package reactor.zmtp.samples.patterns.titanic;

import org.jspecify.annotations.NullMarked;
