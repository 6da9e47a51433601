package reactor.zmtp.spring;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the context and its sockets, {@code zmtp.*}.
 *
 * @param ioThreads Event loops of the context's own; those of Reactor Netty unless said
 *     (ZMQ_IO_THREADS).
 * @param defaults Options of all named sockets whose type has them.
 * @param sockets Sockets by their names.
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
@ConfigurationProperties(prefix = ZmtpProperties.PREFIX, ignoreUnknownFields = false)
public record ZmtpProperties(
    @Nullable Integer ioThreads,
    @NestedConfigurationProperty @DefaultValue SocketProperties defaults,
    @DefaultValue Map<String, SocketProperties> sockets) {

  /**
   * Has each socket once, however environment variables spell its name.
   *
   * @param ioThreads event loops of the context's own
   * @param defaults options of all named sockets
   * @param sockets sockets by their names
   */
  public ZmtpProperties {
    sockets = new LinkedHashMap<>(sockets);
    sockets.keySet().retainAll(SocketNames.of(sockets.keySet()));
  }

  static final String PREFIX = "zmtp";
  static final String DEFAULTS = PREFIX + ".defaults";
  static final String SOCKETS = PREFIX + ".sockets";

  static String prefixOf(String socket) {
    return SOCKETS + "." + socket;
  }
}
