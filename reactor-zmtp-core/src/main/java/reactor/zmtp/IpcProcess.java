package reactor.zmtp;

import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Process at the end of an ipc connection that has no name, in place of an address: what the
 * operating system tells of whoever connected. It cannot be forged by the peer, and may be all that
 * a {@link reactor.zmtp.security.ZapAuthenticator} needs to know. Immutable.
 *
 * <p>Netty's native transports tell numbers, those of the process when it connected; Java's own
 * sockets, which are used without a native transport, tell names instead, and no process id.
 */
public final class IpcProcess extends SocketAddress {

  private static final long serialVersionUID = 1L;
  private static final long UNKNOWN = -1;

  private final long uid;
  private final long gid;
  private final long pid;
  private final @Nullable String user;
  private final @Nullable String group;

  private IpcProcess(long uid, long gid, long pid, @Nullable String user, @Nullable String group) {
    this.uid = uid;
    this.gid = gid;
    this.pid = pid;
    this.user = user;
    this.group = group;
  }

  /**
   * A process by its numbers.
   *
   * @param uid id of its user, or -1 if it is not known
   * @param gid id of its primary group, or -1
   * @param pid its process id, or -1
   * @return the process
   */
  public static IpcProcess of(long uid, long gid, long pid) {
    return new IpcProcess(uid, gid, pid, null, null);
  }

  /**
   * A process by the names of its user and group.
   *
   * @param user name of its user
   * @param group name of its primary group
   * @return the process
   */
  public static IpcProcess named(String user, String group) {
    return new IpcProcess(
        UNKNOWN,
        UNKNOWN,
        UNKNOWN,
        Objects.requireNonNull(user, "user"),
        Objects.requireNonNull(group, "group"));
  }

  /**
   * Id of its user.
   *
   * @return the effective user id, or -1 if the system does not tell
   */
  public long uid() {
    return uid;
  }

  /**
   * Id of its primary group.
   *
   * @return the effective group id, or -1 if the system does not tell
   */
  public long gid() {
    return gid;
  }

  /**
   * The process id.
   *
   * @return the id, or -1 if the system does not tell
   */
  public long pid() {
    return pid;
  }

  /**
   * Name of its user.
   *
   * @return the name, or null if the system tells the number instead
   */
  public @Nullable String user() {
    return user;
  }

  /**
   * Name of its primary group.
   *
   * @return the name, or null if the system tells the number instead
   */
  public @Nullable String group() {
    return group;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpcProcess that
        && uid == that.uid
        && gid == that.gid
        && pid == that.pid
        && Objects.equals(user, that.user)
        && Objects.equals(group, that.group);
  }

  @Override
  public int hashCode() {
    return Objects.hash(uid, gid, pid, user, group);
  }

  /** What is known of it, such as {@code uid 1000, gid 1000, pid 4711}. */
  @Override
  public String toString() {
    List<String> known = new ArrayList<>();
    add(known, "uid ", uid);
    add(known, "gid ", gid);
    add(known, "pid ", pid);
    if (user != null) {
      known.add("user " + user);
      known.add("group " + group);
    }
    return known.isEmpty() ? "an unknown process" : String.join(", ", known);
  }

  private static void add(List<String> known, String name, long id) {
    if (id != UNKNOWN) {
      known.add(name + id);
    }
  }
}
