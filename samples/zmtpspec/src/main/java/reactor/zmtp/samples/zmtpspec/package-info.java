/** The command by which implementations of ZMTP are judged. */
@NullMarked
package reactor.zmtp.samples.zmtpspec;

import org.jspecify.annotations.NullMarked;
