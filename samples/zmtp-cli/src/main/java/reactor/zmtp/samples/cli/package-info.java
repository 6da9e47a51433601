/** ZeroMQ on the command line, with nothing but the public API of reactor-zmtp. */
@NullMarked
package reactor.zmtp.samples.cli;

import org.jspecify.annotations.NullMarked;
