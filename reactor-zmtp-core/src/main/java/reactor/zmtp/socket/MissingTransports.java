package reactor.zmtp.socket;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** ZeroMQ's transports that are not here, and why. */
final class MissingTransports {

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry(
              "pgm",
              "it is a protocol of its own over raw IP sockets, which the JVM does not open"),
          Map.entry("epgm", "PGM in UDP datagrams is spoken by the native library OpenPGM alone"),
          Map.entry("norm", "NORM is spoken by the native library of that name alone"),
          Map.entry(
              "tipc", "neither the JVM nor Netty opens sockets of Linux's address family AF_TIPC"),
          Map.entry(
              "vmci", "neither the JVM nor Netty opens sockets of VMware's address family AF_VMCI"),
          Map.entry(
              "vsock",
              "the JVM opens no sockets of the address family AF_VSOCK, and Netty has no"
                  + " channel for them"));

  private MissingTransports() {}

  /** Null if ZeroMQ has no such transport either. */
  static @Nullable String reason(String scheme) {
    return REASONS.get(scheme);
  }
}
