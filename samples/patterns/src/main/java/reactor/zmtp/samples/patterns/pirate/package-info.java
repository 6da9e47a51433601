/** Pirates, of the guide's chapter 4: requests that are asked again, and queues of workers. */
@NullMarked
package reactor.zmtp.samples.patterns.pirate;

import org.jspecify.annotations.NullMarked;
