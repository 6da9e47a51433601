package reactor.zmtp.transport.ipc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;

/** The processes that a listener takes, by user, group or process id; without any it takes all. */
record ProcessFilters(List<Long> uids, List<Long> gids, List<Long> pids) {

  /**
   * Those of a socket.
   *
   * @throws InvalidEndpointException if nobody would tell what they ask for
   */
  static ProcessFilters of(Options options, IoLoop loop, String endpoint) {
    ProcessFilters filters =
        new ProcessFilters(
            options.get(Option.ACCEPT_UID),
            options.get(Option.ACCEPT_GID),
            options.get(Option.ACCEPT_PID));
    if (!filters.pids.isEmpty() && !loop.isEpoll()) {
      throw new InvalidEndpointException(
          endpoint,
          "acceptPid needs Linux and Netty's native epoll transport on the class path; acceptUid"
              + " does without");
    }
    return filters;
  }

  /** Why a peer is not taken, or null. */
  @Nullable String refusal(PeerCredentials peer) {
    if (uids.isEmpty() && gids.isEmpty() && pids.isEmpty()) {
      return null;
    }
    boolean named =
        uids.stream().anyMatch(peer::isOfUser)
            || gids.stream().anyMatch(peer::isOfGroup)
            || pids.contains(peer.process().pid());
    return named
        ? null
        : "the peer (%s) is none that acceptUid, acceptGid or acceptPid name"
            .formatted(peer.process());
  }
}
