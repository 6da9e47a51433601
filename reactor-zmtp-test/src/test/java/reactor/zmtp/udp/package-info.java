/** The transport udp: a RADIO, a DISH, and datagrams as libzmq would send and read them. */
@NullMarked
package reactor.zmtp.udp;

import org.jspecify.annotations.NullMarked;
