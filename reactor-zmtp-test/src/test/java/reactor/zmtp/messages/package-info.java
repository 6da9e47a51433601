/** Messages that the engine adds, replaces or describes: hello, hiccup, conflation, metadata. */
@NullMarked
package reactor.zmtp.messages;

import org.jspecify.annotations.NullMarked;
