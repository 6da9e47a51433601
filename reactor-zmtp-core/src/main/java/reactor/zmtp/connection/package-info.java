/**
 * Connection to one peer over one channel: its handshake, its heartbeat, reading on demand and
 * writing in batches.
 */
@NullMarked
package reactor.zmtp.connection;

import org.jspecify.annotations.NullMarked;
