/** Live quotes on a web page: a feed that publishes them, an application that passes them on. */
@NullMarked
package reactor.zmtp.samples.quotes;

import org.jspecify.annotations.NullMarked;
