package reactor.zmtp;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Proxy;

/**
 * Options of connecting, and of connecting again.
 *
 * @param <S> the spec
 */
public interface ReconnectOptions<S extends SocketSpec<S, ?>> {

  /**
   * Delay before the first attempt to connect again (ZMQ_RECONNECT_IVL). Default: 100 ms.
   *
   * @param interval zero: at once; negative: never connect again
   * @return a new spec
   */
  default S reconnectInterval(Duration interval) {
    return SocketSpec.with(
        this, Option.RECONNECT_INTERVAL, Objects.requireNonNull(interval, "interval"));
  }

  /**
   * Longest delay between attempts: the delay doubles up to it, with jitter, until a connection has
   * lived for a second (ZMQ_RECONNECT_IVL_MAX). Default: 10 s (libzmq: no doubling).
   *
   * @param interval at most {@code reconnectInterval}, such as zero: no doubling
   * @return a new spec
   */
  default S reconnectIntervalMax(Duration interval) {
    return SocketSpec.with(
        this,
        Option.RECONNECT_INTERVAL_MAX,
        SocketSpec.notNegative("reconnectIntervalMax", interval));
  }

  /**
   * Failures after which not to connect again (ZMQ_RECONNECT_STOP). Default: none.
   *
   * @param failures the failures
   * @return a new spec
   */
  default S reconnectStop(ReconnectStop... failures) {
    return SocketSpec.with(this, Option.RECONNECT_STOP, Set.of(failures));
  }

  /**
   * Time that one attempt to connect to one address may take (ZMQ_CONNECT_TIMEOUT). Default: 30 s
   * (libzmq: the operating system's).
   *
   * @param timeout positive; zero: the operating system's
   * @return a new spec
   */
  default S connectTimeout(Duration timeout) {
    return SocketSpec.with(
        this, Option.CONNECT_TIMEOUT, SocketSpec.notNegative("connectTimeout", timeout));
  }

  /**
   * SOCKS5 proxy (RFC 1928) through which endpoints of tcp, ws and wss are connected to
   * (ZMQ_SOCKS_PROXY); other endpoints have no use for it, and udp refuses it. It resolves the
   * names of the peers; its own is resolved here. The peer's address in events is that of the
   * proxy. Of this and {@link #httpProxy(String, int) httpProxy} the last one said counts. Default:
   * none.
   *
   * @param host the proxy's name or address
   * @param port its port, 1 to 65535; 1080 as a rule
   * @return a new spec
   */
  default S socksProxy(String host, int port) {
    return socksProxy(host, port, null, null);
  }

  /**
   * The same of a proxy that asks who this side is (ZMQ_SOCKS_USERNAME, ZMQ_SOCKS_PASSWORD). It is
   * told user and password in the clear.
   *
   * @param host the proxy's name or address
   * @param port its port, 1 to 65535; 1080 as a rule
   * @param username 1 to 255 bytes in UTF-8; null for no user
   * @param password 1 to 255 bytes in UTF-8; null for no user
   * @return a new spec
   */
  default S socksProxy(
      String host, int port, @Nullable String username, @Nullable String password) {
    SocketSpec.check(
        isSocksText(username) && isSocksText(password) && (username == null) == (password == null),
        "socksProxy",
        username == null ? "without a user" : username,
        "with a user and a password of 1 to 255 bytes, or with neither");
    return proxy(this, Proxy.socks(host, port, username, password));
  }

  /**
   * HTTP proxy through which endpoints of tcp, ws and wss are connected to: it is asked with
   * CONNECT (RFC 9110, section 9.3.6) in the clear, also for wss, and most allow that for few
   * ports, such as 443. Otherwise as {@link #socksProxy(String, int) socksProxy}; what it refuses
   * is tried again as any connection is. Default: none. libzmq has none.
   *
   * @param host the proxy's name or address
   * @param port its port, 1 to 65535; 8080 or 3128 as a rule
   * @return a new spec
   */
  default S httpProxy(String host, int port) {
    return httpProxy(host, port, null, null);
  }

  /**
   * The same of a proxy that asks who this side is (RFC 7617, Basic). It is told user and password
   * in the clear.
   *
   * @param host the proxy's name or address
   * @param port its port, 1 to 65535; 8080 or 3128 as a rule
   * @param username without a colon; null for no user
   * @param password null for no user
   * @return a new spec
   */
  default S httpProxy(String host, int port, @Nullable String username, @Nullable String password) {
    SocketSpec.check(
        (username == null) == (password == null)
            && (username == null || (!username.isEmpty() && username.indexOf(':') < 0)),
        "httpProxy",
        username == null ? "without a user" : username,
        "with a user that has no colon and a password, or with neither");
    return proxy(this, Proxy.http(host, port, username, password));
  }

  private static <S extends SocketSpec<S, ?>> S proxy(ReconnectOptions<S> spec, Proxy proxy) {
    String option = proxy.protocol().option();
    SocketSpec.check(
        !proxy.host().isBlank(), option, proxy.host(), "the name or the address of a host");
    SocketSpec.check(
        proxy.port() > 0 && proxy.port() <= 0xffff,
        option,
        proxy.port(),
        "at a port from 1 to 65535");
    return SocketSpec.with(spec, Option.PROXY, proxy);
  }

  private static boolean isSocksText(@Nullable String text) {
    return text == null || (!text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length <= 255);
  }
}
