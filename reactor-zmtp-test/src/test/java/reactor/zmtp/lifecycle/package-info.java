/** Life and death of endpoints and connections, and what is told of it. */
@NullMarked
package reactor.zmtp.lifecycle;

import org.jspecify.annotations.NullMarked;
