package reactor.zmtp;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import reactor.zmtp.option.Option;

/**
 * Options of a socket's tcp endpoints.
 *
 * @param <S> the spec
 */
public interface TcpOptions<S extends SocketSpec<S, ?>> {

  /**
   * Whether IPv6 is used beside IPv4 (ZMQ_IPV6): names resolve to both kinds of addresses, {@code
   * *} accepts both. Default: false.
   *
   * @param enabled whether it is
   * @return a new spec
   */
  default S ipv6(boolean enabled) {
    return SocketSpec.with(this, Option.IPV6, enabled);
  }

  /**
   * Whether small messages leave at once (TCP_NODELAY; libzmq always does). Default: true.
   *
   * @param enabled whether they do
   * @return a new spec
   */
  default S tcpNoDelay(boolean enabled) {
    return SocketSpec.with(this, Option.TCP_NO_DELAY, enabled);
  }

  /**
   * Whether the operating system probes idle connections (ZMQ_TCP_KEEPALIVE). Default: the
   * operating system's.
   *
   * @param enabled whether it does
   * @return a new spec
   */
  default S tcpKeepAlive(boolean enabled) {
    return SocketSpec.with(this, Option.TCP_KEEP_ALIVE, enabled);
  }

  /**
   * Time that a connection is idle before it is probed (ZMQ_TCP_KEEPALIVE_IDLE). Default: the
   * operating system's.
   *
   * @param idle 1 s or more, used to the second
   * @return a new spec
   */
  default S tcpKeepAliveIdle(Duration idle) {
    SocketSpec.check(idle.toSeconds() > 0, "tcpKeepAliveIdle", idle, "1 s or more");
    return SocketSpec.with(this, Option.TCP_KEEP_ALIVE_IDLE, idle);
  }

  /**
   * Most probes in a row that may stay unanswered (ZMQ_TCP_KEEPALIVE_CNT). Default: the operating
   * system's.
   *
   * @param probes 1 or more
   * @return a new spec
   */
  default S tcpKeepAliveCount(int probes) {
    SocketSpec.check(probes > 0, "tcpKeepAliveCount", probes, "1 or more");
    return SocketSpec.with(this, Option.TCP_KEEP_ALIVE_COUNT, probes);
  }

  /**
   * The time between probes (ZMQ_TCP_KEEPALIVE_INTVL). Default: the operating system's.
   *
   * @param interval 1 s or more, used to the second
   * @return a new spec
   */
  default S tcpKeepAliveInterval(Duration interval) {
    SocketSpec.check(interval.toSeconds() > 0, "tcpKeepAliveInterval", interval, "1 s or more");
    return SocketSpec.with(this, Option.TCP_KEEP_ALIVE_INTERVAL, interval);
  }

  /**
   * The size of the kernel's send buffer (ZMQ_SNDBUF). Default: the operating system's.
   *
   * @param bytes 1 or more
   * @return a new spec
   */
  default S sendBuffer(int bytes) {
    SocketSpec.check(bytes > 0, "sendBuffer", bytes, "1 byte or more");
    return SocketSpec.with(this, Option.SEND_BUFFER, bytes);
  }

  /**
   * The size of the kernel's receive buffer (ZMQ_RCVBUF). Default: the operating system's.
   *
   * @param bytes 1 or more
   * @return a new spec
   */
  default S receiveBuffer(int bytes) {
    SocketSpec.check(bytes > 0, "receiveBuffer", bytes, "1 byte or more");
    return SocketSpec.with(this, Option.RECEIVE_BUFFER, bytes);
  }

  /**
   * Most bytes of each peer, in either direction, that this side's kernel holds beyond what is on
   * the wire: half of it is not handed to TCP before it can be sent (TCP_NOTSENT_LOWAT, with the
   * native transport of Linux; elsewhere the send buffer is made that small), and half is the
   * receive buffer, unless {@code sendBuffer} or {@code receiveBuffer} say otherwise. It bounds
   * what lies between two programs whose peers do not know of credit. Too little for a link makes
   * it slow: what is received in one round trip must fit into half of it. libzmq has no such
   * option. Default: 0.
   *
   * @param bytes 4096 or more; 0: what the operating system does, some megabytes
   * @return a new spec
   */
  default S maxInFlightBytes(long bytes) {
    SocketSpec.check(
        bytes == 0 || bytes >= 4096, "maxInFlightBytes", bytes, "4096 bytes or more, or 0");
    return SocketSpec.with(this, Option.MAX_IN_FLIGHT_BYTES, bytes);
  }

  /**
   * Most connections that may wait in the kernel to be accepted (ZMQ_BACKLOG). Default: 4096, of
   * which the operating system may allow less (libzmq: 100).
   *
   * @param connections 1 or more
   * @return a new spec
   */
  default S backlog(int connections) {
    SocketSpec.check(connections > 0, "backlog", connections, "1 or more");
    return SocketSpec.with(this, Option.BACKLOG, connections);
  }

  /**
   * The type-of-service byte of what is sent (ZMQ_TOS). Default: the operating system's.
   *
   * @param tos 0 to 255
   * @return a new spec
   */
  default S typeOfService(int tos) {
    SocketSpec.check(tos >= 0 && tos <= 255, "typeOfService", tos, "0 to 255");
    return SocketSpec.with(this, Option.TYPE_OF_SERVICE, tos);
  }

  /**
   * The network interface all traffic goes through (ZMQ_BINDTODEVICE). Linux with the native
   * transport only: elsewhere binding and connecting fail. Default: none.
   *
   * @param device its name
   * @return a new spec
   */
  default S bindToDevice(String device) {
    return SocketSpec.with(this, Option.BIND_TO_DEVICE, Objects.requireNonNull(device, "device"));
  }

  /**
   * Accepts connections only from some networks (ZMQ_TCP_ACCEPT_FILTER); adds to those already
   * named. Default: from everywhere.
   *
   * @param cidrs addresses or networks such as {@code 192.168.0.0/16} or {@code ::1}
   * @return a new spec
   */
  default S acceptFilter(String... cidrs) {
    List<String> all = new ArrayList<>(SocketSpec.get(this, Option.ACCEPT_FILTERS));
    all.addAll(List.of(cidrs));
    return SocketSpec.with(this, Option.ACCEPT_FILTERS, List.copyOf(all));
  }
}
