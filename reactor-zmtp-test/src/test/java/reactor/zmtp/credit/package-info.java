/** Credit across the wire: what one side lets the other send, and how both keep to it. */
@NullMarked
package reactor.zmtp.credit;

import org.jspecify.annotations.NullMarked;
