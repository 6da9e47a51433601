package reactor.zmtp.transport.ipc;

import io.netty.channel.ChannelOption;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.endpoint.Bootstraps;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/** A socket's options of its ipc channels, in Netty's terms. */
final class IpcChannelOptions {

  private IpcChannelOptions() {}

  static Map<ChannelOption<?>, Object> ofConnection(Options options) {
    Map<ChannelOption<?>, Object> netty = Bootstraps.ofConnection(options);
    // What was sent and not received yet counts for the sender's buffer alone.
    Integer buffer = options.get(Option.SEND_BUFFER);
    long most = options.get(Option.MAX_IN_FLIGHT_BYTES);
    if (buffer != null) {
      netty.put(ChannelOption.SO_SNDBUF, buffer);
    } else if (most != 0) {
      netty.put(ChannelOption.SO_SNDBUF, (int) Math.min(most / 2, Integer.MAX_VALUE));
    }
    return netty;
  }

  static Map<ChannelOption<?>, Object> ofListener(Options options) {
    Map<ChannelOption<?>, Object> netty = new LinkedHashMap<>();
    netty.put(ChannelOption.SO_BACKLOG, options.get(Option.BACKLOG));
    return netty;
  }

  /**
   * Sees that nobody believes ipc to be encrypted.
   *
   * @throws InvalidEndpointException if the socket has TLS
   */
  static void refuseTls(Options options, String endpoint) {
    if (options.get(Option.TLS).isUsed()) {
      throw new InvalidEndpointException(
          endpoint,
          "TLS is for tcp: a path has no host that a certificate could be for; ipcPermissions and"
              + " acceptUid say who may connect, and CURVE encrypts over ipc as well");
    }
  }
}
