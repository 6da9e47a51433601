/** The main job in one process: a ventilator, workers and a sink that count the words of a text. */
@NullMarked
package reactor.zmtp.samples.quickstart;

import org.jspecify.annotations.NullMarked;
