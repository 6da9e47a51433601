/** What the tests of sockets share: a scene, a supply of messages, a record of events. */
@NullMarked
package reactor.zmtp.watch;

import org.jspecify.annotations.NullMarked;
