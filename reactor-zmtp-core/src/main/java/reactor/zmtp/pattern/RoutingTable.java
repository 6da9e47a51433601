package reactor.zmtp.pattern;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.RoutingId;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/**
 * Outgoing routing of ROUTER (RFC 28) and of SERVER, PEER and STREAM: to the peer whose routing id
 * is the first frame, which is taken off. A message that has no peer to go to, or whose peer is
 * full, is dropped; if every message must reach its peer it fails, or waits.
 */
public final class RoutingTable implements SendStrategy {

  /** How ids are found. Peers choose them: many of one hash must not make a slow table. */
  private static final class Key implements Comparable<Key> {

    private byte[] id;
    private int hash;

    Key(byte[] id) {
      this.id = id;
      this.hash = Arrays.hashCode(id);
    }

    Key with(byte[] other) {
      id = other;
      hash = Arrays.hashCode(other);
      return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that && Arrays.equals(id, that.id);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public int compareTo(Key other) {
      return Arrays.compareUnsigned(id, other.id);
    }
  }

  private static final byte[] NONE = {};

  /** The most bytes of a routing id (RFC 28); the least is one. */
  private static final int LONGEST_ID = 255;

  private final GeneratedIds generated;
  private final boolean usesIdentities;
  private final boolean mandatory;
  private final boolean handover;
  private final Map<Key, Pipe> routes = new HashMap<>();
  private final Key wanted = new Key(NONE);

  private Runnable onUnroutable = () -> {};
  private Predicate<RoutingId> expected = id -> false;
  private long mark;
  private long unroutable;

  private RoutingTable(
      GeneratedIds generated, boolean usesIdentities, boolean mandatory, boolean handover) {
    this.generated = generated;
    this.usesIdentities = usesIdentities;
    this.mandatory = mandatory;
    this.handover = handover;
  }

  /**
   * A table whose ids are those that the peers tell; others are generated.
   *
   * @param generated the ids of those who tell none
   * @param mandatory whether every message must reach its peer
   * @param handover whether a new peer may take the id of one that is there
   * @return a table without peers
   */
  public static RoutingTable ofIdentities(
      GeneratedIds generated, boolean mandatory, boolean handover) {
    return new RoutingTable(generated, true, mandatory, handover);
  }

  /**
   * A table whose ids are generated, and where every message must reach its peer.
   *
   * @param generated the ids
   * @return a table without peers
   */
  public static RoutingTable ofGenerated(GeneratedIds generated) {
    return new RoutingTable(generated, false, true, false);
  }

  /**
   * Who is told that there are messages without a peer to go to.
   *
   * @param told is called once until {@link #takeUnroutable}
   */
  public void onUnroutable(Runnable told) {
    onUnroutable = told;
  }

  /**
   * Whose messages wait for them before they are there.
   *
   * @param expected tells whether the peer of an id is expected
   */
  public void expect(Predicate<RoutingId> expected) {
    this.expected = expected;
  }

  /**
   * How many messages had no peer to go to since this was asked last.
   *
   * @return the count
   */
  public long takeUnroutable() {
    long untold = unroutable;
    unroutable = 0;
    return untold;
  }

  /**
   * An id that no peer has.
   *
   * @return a generated one
   */
  public RoutingId newId() {
    RoutingId id = generated.next();
    while (has(id)) {
      id = generated.next();
    }
    return id;
  }

  /**
   * Whether a peer has an id.
   *
   * @param id the id
   * @return true if one has
   */
  public boolean has(RoutingId id) {
    return routes.containsKey(new Key(id.bytes()));
  }

  /**
   * Whether a pipe is the one its id leads to.
   *
   * @param pipe the pipe
   * @return false if it went, or another has taken its id
   */
  public boolean leadsTo(Pipe pipe) {
    return routes.get(new Key(pipe.routingId().bytes())) == pipe;
  }

  /**
   * The id of a peer that is there and keeps another from coming.
   *
   * @param newcomer who wants to come
   * @return the id, or null if the newcomer may come
   */
  public @Nullable RoutingId conflict(PeerMetadata newcomer) {
    RoutingId id = settled(newcomer);
    return id != null && !handover && has(id) ? id : null;
  }

  /** The id a peer has of itself, or null if one is to be generated. */
  private @Nullable RoutingId settled(PeerMetadata peer) {
    RoutingId assigned = peer.assignedId();
    if (assigned != null || !usesIdentities) {
      return assigned;
    }
    byte[] told = peer.identity();
    // Those that begin with 0 are the generated ones, and nobody else's.
    return told.length == 0 || told[0] == 0 ? null : RoutingId.of(told);
  }

  /** A peer came: it gets its id, and takes it from the one that has it. */
  @Override
  public void add(Pipe pipe) {
    RoutingId settled = settled(pipe.peer());
    RoutingId id = settled == null ? newId() : settled;
    pipe.address(id);
    mark = pipe.capacity();
    Pipe old = routes.put(new Key(id.bytes()), pipe);
    if (old != null) {
      old.close();
    }
  }

  @Override
  public void remove(Pipe pipe) {
    routes.remove(new Key(pipe.routingId().bytes()), pipe);
  }

  @Override
  public boolean offer(DefaultMessage message, WriteListener listener) {
    Pipe pipe = routes.get(wanted.with(message.array(0)));
    if (pipe == null) {
      return withoutRoute(message, listener);
    }
    if (pipe.hasRoom()) {
      pipe.send(message.withoutFirst(), listener);
      return true;
    }
    if (mandatory) {
      return false;
    }
    pipe.drop();
    listener.givenUp(1);
    return true;
  }

  private boolean withoutRoute(DefaultMessage message, WriteListener listener) {
    if (isId(message.array(0))) { // any peer of a device may send what is none
      RoutingId id = RoutingId.of(message.bytes(0));
      if (expected.test(id)) {
        return false;
      }
      if (mandatory) {
        throw new UnroutableException(
            "no peer has the routing id " + id + "; ids are good while their peer is connected");
      }
    }
    if (unroutable++ == 0) {
      onUnroutable.run();
    }
    listener.givenUp(1);
    return true;
  }

  private static boolean isId(byte[] bytes) {
    return bytes.length > 0 && bytes.length <= LONGEST_ID;
  }

  /**
   * The sum of the peers' marks. Without peers a message is dealt with all the same: many at a time
   * if they are dropped, one if it fails.
   */
  @Override
  public long capacity() {
    return routes.isEmpty() ? (mandatory ? 1 : LARGEST_WINDOW) : mark * routes.size();
  }

  @Override
  public long stuck(boolean roomElsewhere) {
    if (!mandatory) {
      return 0;
    }
    long sum = 0;
    boolean someReady = roomElsewhere;
    for (Pipe pipe : routes.values()) {
      if (pipe.isReady()) {
        someReady = true;
      } else {
        sum += pipe.waiting();
      }
    }
    return someReady ? sum : 0;
  }

  @Override
  public boolean drops() {
    return !mandatory;
  }

  @Override
  public boolean holdsUp() {
    return false;
  }
}
