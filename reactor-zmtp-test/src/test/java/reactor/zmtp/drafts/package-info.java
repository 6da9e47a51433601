/** The draft socket types: single frames, groups. */
@NullMarked
package reactor.zmtp.drafts;

import org.jspecify.annotations.NullMarked;
