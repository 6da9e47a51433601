package reactor.zmtp.transport.ipc;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.IpcProcess;

/**
 * What the operating system tells of the process that connected. Java tells users and groups whose
 * numbers it keeps to itself, but can be asked for those of a number to compare them with.
 */
record PeerCredentials(
    IpcProcess process, @Nullable UserPrincipal user, @Nullable GroupPrincipal group) {

  private static final UserPrincipalLookupService NAMES =
      FileSystems.getDefault().getUserPrincipalLookupService();

  static PeerCredentials of(Channel channel) {
    if (channel instanceof EpollDomainSocketChannel epoll) {
      return new PeerCredentials(process(epoll), null, null);
    }
    UnixDomainPrincipal principal =
        channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
    return principal == null
        ? new PeerCredentials(IpcProcess.of(-1, -1, -1), null, null)
        : new PeerCredentials(
            IpcProcess.named(principal.user().getName(), principal.group().getName()),
            principal.user(),
            principal.group());
  }

  private static IpcProcess process(EpollDomainSocketChannel channel) {
    try {
      io.netty.channel.unix.PeerCredentials told = channel.peerCredentials();
      return IpcProcess.of(
          Integer.toUnsignedLong(told.uid()),
          Integer.toUnsignedLong(told.gids()[0]),
          Integer.toUnsignedLong(told.pid()));
    } catch (IOException e) {
      return IpcProcess.of(-1, -1, -1);
    }
  }

  boolean isOfUser(long uid) {
    try {
      return process.uid() == uid
          || (user != null && user.equals(NAMES.lookupPrincipalByName(Long.toString(uid))));
    } catch (IOException e) {
      return false;
    }
  }

  boolean isOfGroup(long gid) {
    try {
      return process.gid() == gid
          || (group != null && group.equals(NAMES.lookupPrincipalByGroupName(Long.toString(gid))));
    } catch (IOException e) {
      return false;
    }
  }
}
