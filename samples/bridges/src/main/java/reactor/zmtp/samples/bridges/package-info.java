/** Bridges between sockets and what else publishes: files, databases, web servers. */
@NullMarked
package reactor.zmtp.samples.bridges;

import org.jspecify.annotations.NullMarked;
