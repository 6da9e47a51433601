package reactor.zmtp.spring;

import java.util.List;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Endpoints that named sockets connect to, where something else than the properties knows them: a
 * container that was started for a test, for one. A bean of this type takes the place of the {@code
 * connect} properties.
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
public interface ZmtpConnectionDetails extends ConnectionDetails {

  /**
   * Endpoints a socket connects to.
   *
   * @param socket name of the socket
   * @return the endpoints; empty: it connects to none
   */
  List<String> endpoints(String socket);
}
