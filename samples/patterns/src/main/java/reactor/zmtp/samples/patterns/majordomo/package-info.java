/** Majordomo, of the guide's chapter 4: a broker of services, by the protocol of RFC 18. */
@NullMarked
package reactor.zmtp.samples.patterns.majordomo;

import org.jspecify.annotations.NullMarked;
