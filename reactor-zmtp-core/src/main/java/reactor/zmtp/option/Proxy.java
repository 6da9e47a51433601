package reactor.zmtp.option;

import org.jspecify.annotations.Nullable;

/** Proxy to connect through, and who this side is to it; without a user it is nobody. */
public record Proxy(
    Protocol protocol,
    String host,
    int port,
    @Nullable String username,
    @Nullable String password) {

  /** How a proxy is asked. */
  public enum Protocol {
    /** RFC 1928, with the user of RFC 1929. */
    SOCKS5("socksProxy", "SOCKS"),
    /** CONNECT of HTTP/1.1 (RFC 9110, section 9.3.6), with a user of the scheme Basic. */
    HTTP("httpProxy", "HTTP");

    private final String option;
    private final String shortName;

    Protocol(String option, String shortName) {
      this.option = option;
      this.shortName = shortName;
    }

    /** The method of a spec that sets it. */
    public String option() {
      return option;
    }
  }

  public static Proxy socks(
      String host, int port, @Nullable String username, @Nullable String password) {
    return new Proxy(Protocol.SOCKS5, host, port, username, password);
  }

  public static Proxy http(
      String host, int port, @Nullable String username, @Nullable String password) {
    return new Proxy(Protocol.HTTP, host, port, username, password);
  }

  /** Host and port. */
  public String address() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return protocol.shortName
        + " proxy "
        + (username == null ? address() : username + "@" + address());
  }
}
