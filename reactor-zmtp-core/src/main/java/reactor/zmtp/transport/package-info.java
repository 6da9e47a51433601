/**
 * Transports of others: implement {@link reactor.zmtp.transport.ZmqTransport} and name the class as
 * a service, and sockets bind and connect to endpoints of a scheme of your own.
 *
 * <table>
 * <caption>The types of this package</caption>
 * <tr><th scope="row">to be implemented</th>
 *     <td>{@link reactor.zmtp.transport.ZmqTransport}</td></tr>
 * </table>
 */
@NullMarked
package reactor.zmtp.transport;

import org.jspecify.annotations.NullMarked;
