/** Who is let in and who is not, and that nothing is lost or disturbed by those who are not. */
@NullMarked
package reactor.zmtp.security;

import org.jspecify.annotations.NullMarked;
