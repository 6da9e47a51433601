/**
 * Publish-subscribe patterns of the guide's chapter 5: espresso, last value cache, suicidal snail.
 */
@NullMarked
package reactor.zmtp.samples.patterns.pubsub;

import org.jspecify.annotations.NullMarked;
