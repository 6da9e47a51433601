/** Tests of ipc: Unix domain sockets, their files, and who is at the other end. */
@NullMarked
package reactor.zmtp.ipc;

import org.jspecify.annotations.NullMarked;
