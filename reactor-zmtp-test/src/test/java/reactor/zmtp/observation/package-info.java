/** Messages that are followed through an application, and to the next. */
@NullMarked
package reactor.zmtp.observation;

import org.jspecify.annotations.NullMarked;
