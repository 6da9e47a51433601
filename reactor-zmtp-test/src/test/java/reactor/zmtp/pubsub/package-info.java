/** Publish-subscribe: the behaviours that RFC 29 and libzmq's own tests pin down, and ours. */
@NullMarked
package reactor.zmtp.pubsub;

import org.jspecify.annotations.NullMarked;
