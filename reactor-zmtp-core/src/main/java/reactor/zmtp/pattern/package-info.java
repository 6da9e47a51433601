/** Patterns that make a socket type what it is: pure logic over pipes. */
@NullMarked
package reactor.zmtp.pattern;

import org.jspecify.annotations.NullMarked;
