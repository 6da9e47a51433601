package reactor.zmtp.samples.benchmarks.peer;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import reactor.zmtp.samples.benchmarks.peer.OursPeer.Demand;
import reactor.zmtp.samples.benchmarks.peer.OursPeer.Threads;

/** The libraries in Java, and the ways to use them. */
public enum Library {
  /** This library; publishers and subscribers run on its event loop. */
  OURS,
  /** This library; the application has a thread of its own. */
  OURS_THREAD,
  /** This library; what counts the messages requests them in small portions. */
  OURS_BOUNDED,
  /**
   * This library; what receives grants no credit, so that the kernels say how much is under way.
   */
  OURS_WITHOUT_CREDIT,
  /** JeroMQ through its public API. */
  JEROMQ,
  /** No library: a Netty channel and the bytes of each message, which is what is below ours. */
  NETTY;

  private static final Set<Role> NETTY_ROLES =
      EnumSet.of(Role.ECHO, Role.PING, Role.LISTEN, Role.PULSE);

  Peer peer() {
    return switch (this) {
      case OURS -> new OursPeer(Threads.EVENT_LOOP, Demand.UNBOUNDED, true);
      case OURS_THREAD -> new OursPeer(Threads.OWN, Demand.UNBOUNDED, true);
      case OURS_BOUNDED -> new OursPeer(Threads.EVENT_LOOP, Demand.BOUNDED, true);
      case OURS_WITHOUT_CREDIT -> new OursPeer(Threads.EVENT_LOOP, Demand.UNBOUNDED, false);
      case JEROMQ -> new JeroMqPeer();
      case NETTY -> new NettyPeer();
    };
  }

  /**
   * Whether it has that role.
   *
   * @param role one side of a measurement
   * @return true if it can be asked to play it
   */
  public boolean plays(Role role) {
    return this != NETTY || NETTY_ROLES.contains(role);
  }

  /**
   * The name a program is given as its argument, and options use.
   *
   * @return the name in lower case
   */
  public String argument() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
