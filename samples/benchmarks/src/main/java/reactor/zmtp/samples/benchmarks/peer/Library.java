package reactor.zmtp.samples.benchmarks.peer;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import reactor.zmtp.ZmqContext;
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
  /** This library; both sockets are on one event loop. */
  OURS_COLOCATED,
  /** This library on io_uring, for which Netty's native library is on the class path. */
  OURS_IO_URING,
  /** This library; its event loops look again for 50 µs before they sleep. */
  OURS_BUSY,
  /** The same, and the application has a thread of its own. */
  OURS_THREAD_BUSY,
  /** JeroMQ through its public API, whose ipc is tcp under another name. */
  JEROMQ,
  /** No library: a Netty channel and the bytes of each message, which is what is below ours. */
  NETTY,
  /** RSocket over TCP, by request-stream and request-response. */
  RSOCKET,
  /** RSocket over TCP, by request-channel. */
  RSOCKET_CHANNEL,
  /** Reactor Netty alone, and messages with their length before them. */
  REACTOR_NETTY,
  /** No socket: a sink of Reactor between two threads. */
  SINKS,
  /** Many peers in one process, for whichever library is on the other side. */
  CROWD;

  Peer peer() {
    return switch (this) {
      case OURS -> OursPeer.in(ZmqContext.create(), Threads.EVENT_LOOP);
      case OURS_THREAD -> OursPeer.in(ZmqContext.create(), Threads.OWN);
      case OURS_BOUNDED -> OursPeer.bounded();
      case OURS_WITHOUT_CREDIT -> OursPeer.withoutCredit();
      case OURS_COLOCATED -> OursPeer.colocated();
      case OURS_IO_URING ->
          OursPeer.in(ZmqContext.builder().ioUring(true).build(), Threads.EVENT_LOOP);
      case OURS_BUSY -> OursPeer.in(busy(), Threads.EVENT_LOOP);
      case OURS_THREAD_BUSY -> OursPeer.in(busy(), Threads.OWN);
      case JEROMQ -> new JeroMqPeer();
      case NETTY -> new NettyPeer();
      case RSOCKET -> new RSocketPeer(false);
      case RSOCKET_CHANNEL -> new RSocketPeer(true);
      case REACTOR_NETTY -> new ReactorNettyPeer();
      case SINKS -> new SinksPeer();
      case CROWD -> new CrowdPeer();
    };
  }

  private static ZmqContext busy() {
    return ZmqContext.builder().busyPoll(Duration.ofNanos(50_000)).build();
  }

  /**
   * Whether it has that role.
   *
   * @param role one side of a measurement
   * @return true if it can be asked to play it
   */
  public boolean plays(Role role) {
    return switch (this) {
      case OURS,
          OURS_THREAD,
          OURS_BOUNDED,
          OURS_WITHOUT_CREDIT,
          OURS_COLOCATED,
          OURS_IO_URING,
          OURS_BUSY,
          OURS_THREAD_BUSY ->
          true;
      case JEROMQ -> role != Role.VISIT;
      case NETTY -> EnumSet.of(Role.ECHO, Role.PING, Role.LISTEN, Role.PULSE).contains(role);
      case RSOCKET, RSOCKET_CHANNEL, REACTOR_NETTY, SINKS ->
          EnumSet.of(Role.RECEIVE, Role.SEND, Role.ECHO, Role.PING).contains(role);
      case CROWD ->
          EnumSet.of(Role.SEND, Role.SUPPLY, Role.DEAL, Role.SUBSCRIBE, Role.ARRIVE).contains(role);
    };
  }

  /**
   * Whether it has that transport.
   *
   * @param transport the scheme of an endpoint
   * @return true if it can be asked for it
   */
  public boolean speaks(String transport) {
    return switch (this) {
      case OURS,
          OURS_THREAD,
          OURS_BOUNDED,
          OURS_WITHOUT_CREDIT,
          OURS_IO_URING,
          OURS_BUSY,
          OURS_THREAD_BUSY ->
          Set.of("tcp", "ipc", "inproc", "ws").contains(transport);
      case JEROMQ -> Set.of("tcp", "inproc").contains(transport);
      case OURS_COLOCATED, SINKS -> transport.equals("inproc");
      case NETTY, RSOCKET, RSOCKET_CHANNEL, REACTOR_NETTY, CROWD -> transport.equals("tcp");
    };
  }

  /**
   * Whether it protects connections so.
   *
   * @param security of a connection
   * @return true if it can be asked for it
   */
  public boolean knows(Security security) {
    return switch (security) {
      case NULL -> true;
      case CURVE -> this == JEROMQ || isOurs();
      case PLAIN, TLS -> isOurs();
    };
  }

  private boolean isOurs() {
    return name().startsWith("OURS");
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
