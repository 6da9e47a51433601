package reactor.zmtp;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;
import reactor.zmtp.option.Option;

/**
 * Options of a socket's ipc endpoints that it binds: who may connect. Those of the socket's file
 * are for paths alone, since abstract names have none: there is {@link #acceptUid} for these.
 *
 * @param <S> the spec
 */
public interface IpcOptions<S extends SocketSpec<S, ?>> {

  /**
   * Permissions of the socket's file; whoever may write to it may connect. They are set before the
   * file has its name, whatever the umask is, and do nothing where files have no such permissions.
   * A temporary path ({@code ipc://*}) is in a directory that only its owner may enter. libzmq
   * leaves it to the umask. Default: {@code rw-------}, so that only the same user's processes may
   * connect.
   *
   * @param permissions three times {@code rwx}, of owner, group and others, such as {@code
   *     rw-rw----}
   * @return a new spec
   */
  default S ipcPermissions(String permissions) {
    Objects.requireNonNull(permissions, "permissions");
    Set<PosixFilePermission> parsed;
    try {
      parsed = PosixFilePermissions.fromString(permissions);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "ipcPermissions \"" + permissions + "\": 9 characters such as rw-rw---- are right", e);
    }
    return SocketSpec.with(this, Option.IPC_PERMISSIONS, Set.copyOf(parsed));
  }

  /**
   * Owner of the socket's file, to whom the operating system may have to allow this process to give
   * it; if not, binding fails. libzmq has no such option. Default: the user of this process.
   *
   * @param user name or number of the user
   * @return a new spec
   */
  default S ipcOwner(String user) {
    return SocketSpec.with(this, Option.IPC_OWNER, Objects.requireNonNull(user, "user"));
  }

  /**
   * Group of the socket's file: one that the user of this process belongs to, unless it is
   * privileged; if not, binding fails. libzmq has no such option. Default: as the operating system
   * has it for new files.
   *
   * @param group name or number of the group
   * @return a new spec
   */
  default S ipcGroup(String group) {
    return SocketSpec.with(this, Option.IPC_GROUP, Objects.requireNonNull(group, "group"));
  }

  /**
   * Accepts connections only from processes of some users (ZMQ_IPC_FILTER_UID); adds to those
   * already named. With {@link #acceptGid} or {@link #acceptPid} besides, one that any of them
   * names is accepted. Default: whoever may connect.
   *
   * @param uids numbers of users, 0 or more
   * @return a new spec
   */
  default S acceptUid(long... uids) {
    return accept(this, Option.ACCEPT_UID, uids, uid -> uid >= 0, "0 or more");
  }

  /**
   * Accepts connections only from processes whose primary group is one of some (ZMQ_IPC_FILTER_GID;
   * libzmq looks at supplementary groups, too, which Java cannot); adds to those already named.
   * Default: whoever may connect.
   *
   * @param gids numbers of groups, 0 or more
   * @return a new spec
   * @see #acceptUid
   */
  default S acceptGid(long... gids) {
    return accept(this, Option.ACCEPT_GID, gids, gid -> gid >= 0, "0 or more");
  }

  /**
   * Accepts connections only from some processes (ZMQ_IPC_FILTER_PID); adds to those already named.
   * Linux with the native transport only: elsewhere binding fails. Default: whoever may connect.
   *
   * @param pids process ids, 1 or more
   * @return a new spec
   * @see #acceptUid
   */
  default S acceptPid(long... pids) {
    return accept(this, Option.ACCEPT_PID, pids, pid -> pid > 0, "1 or more");
  }

  private static <S extends SocketSpec<S, ?>> S accept(
      IpcOptions<S> spec, Option<List<Long>> option, long[] ids, LongPredicate isId, String right) {
    List<Long> all = new ArrayList<>(SocketSpec.get(spec, option));
    for (long id : ids) {
      SocketSpec.check(isId.test(id), option.toString(), id, right);
      all.add(id);
    }
    return SocketSpec.with(spec, option, List.copyOf(all));
  }
}
