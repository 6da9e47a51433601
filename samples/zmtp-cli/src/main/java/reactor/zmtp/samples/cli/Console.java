package reactor.zmtp.samples.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * The standard streams of one run.
 *
 * @param in where messages to be sent come from
 * @param out where received messages go
 * @param err where everything else goes
 */
record Console(InputStream in, OutputStream out, PrintStream err) {}
