/** Freelance, of the guide's chapter 4: many servers and no broker. */
@NullMarked
package reactor.zmtp.samples.patterns.freelance;

import org.jspecify.annotations.NullMarked;
