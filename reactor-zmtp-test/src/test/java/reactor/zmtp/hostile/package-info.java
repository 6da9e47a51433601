/** What peers may do wrong, by accident or on purpose, and what it costs: them alone. */
@NullMarked
package reactor.zmtp.hostile;

import org.jspecify.annotations.NullMarked;
