/** Typed options: a name, a default, and one immutable map of what was set. Knows nothing else. */
@NullMarked
package reactor.zmtp.option;

import org.jspecify.annotations.NullMarked;
