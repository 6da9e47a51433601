/** Tests with real peers: libzmq through pyzmq, JeroMQ. */
@NullMarked
package reactor.zmtp.interop;

import org.jspecify.annotations.NullMarked;
