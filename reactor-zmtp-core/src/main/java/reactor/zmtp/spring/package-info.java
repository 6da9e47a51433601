/**
 * The library in a Spring Boot application: a context on Boot's event loops, sockets that {@code
 * zmtp.*} properties name, methods that messages are given to, and their end in good order.
 *
 * <table>
 *   <caption>Where to begin</caption>
 *   <tr><th>to</th><th>see</th></tr>
 *   <tr><td>name sockets in properties</td><td>{@link SocketProperties}</td></tr>
 *   <tr><td>give messages to a method</td><td>{@link ZmqListener}, {@link ZmtpHeaders}</td></tr>
 *   <tr><td>change what the properties cannot</td><td>{@link ZmqSpecCustomizer}, {@link
 *       ZmqContextCustomizer}</td></tr>
 *   <tr><td>supply endpoints from elsewhere</td><td>{@link ZmtpConnectionDetails}</td></tr>
 * </table>
 *
 * <p>Spring is an optional dependency that the application brings; nothing else of the library uses
 * this package.
 */
@NullMarked
package reactor.zmtp.spring;

import org.jspecify.annotations.NullMarked;
