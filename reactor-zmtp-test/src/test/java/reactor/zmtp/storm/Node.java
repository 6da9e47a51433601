package reactor.zmtp.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

/** One socket in the storm, and what its user knows and does. */
final class Node {

  /** How it sends. */
  interface Outlet {

    Mono<Void> send(Letter letter);

    Mono<Void> send(Source source);

    static <T> Outlet of(
        Function<Publisher<T>, Mono<Void>> many,
        Function<T, Mono<Void>> one,
        Function<Letter, T> form) {
      return new Outlet() {
        @Override
        public Mono<Void> send(Letter letter) {
          return one.apply(form.apply(letter));
        }

        @Override
        public Mono<Void> send(Source source) {
          return many.apply(source.as(form));
        }
      };
    }
  }

  /** How it receives. */
  record Inlet<T>(Supplier<Flux<T>> receive, Function<T, ZmqMessage> form) {}

  static final List<Character> STABLE = List.of('b', 'c', 'd');
  static final char VOLATILE = 'v';

  final World world;
  final String name;
  final ZmqSocket socket;
  final Diary diary;
  final Dice dice;

  /** What it may do that others may not: a socket type's own acts. */
  final List<Runnable> acts = new ArrayList<>();

  /** To whom it can send, where it has to say so. */
  final List<RoutingId> addressees = new CopyOnWriteArrayList<>();

  /** What it sends that is not closed. */
  final Queue<Source> open = new ConcurrentLinkedQueue<>();

  /** Endpoints that it was parted from, and how to get them back. */
  final Queue<Mono<?>> parted = new ConcurrentLinkedQueue<>();

  @Nullable Outlet outlet;
  @Nullable Inlet<?> inlet;
  @Nullable RoutingId id;
  boolean multipart = true;
  boolean addresses;

  /** Whether it takes no more than its marks allow; some have to see a message to know its peer. */
  boolean keepsMark = true;

  boolean readsLetters = true;
  boolean forOne = true;
  int mark;
  int peers = 1;
  String topics = "";
  ToIntFunction<Letter> audience = letter -> 1;

  /** Who receives, or tried to and was refused. */
  final Queue<Reader<?>> readers = new ConcurrentLinkedQueue<>();

  /** Endpoints it was led to that are none of the storm's. */
  final Queue<String> strays = new ConcurrentLinkedQueue<>();

  /** Whom it talks to. */
  final List<Node> partners = new ArrayList<>();

  /** A send that goes on all the time. */
  volatile @Nullable Source steady;

  final AtomicInteger sends = new AtomicInteger();

  /** The services of a REP, and how it is resumed. */
  final Queue<Told<Void>> services = new ConcurrentLinkedQueue<>();

  @Nullable Runnable resume;

  /** What has to be answered once all is well; a send where this is null. */
  @Nullable Supplier<Told<?>> probe;

  private volatile boolean disposed;

  Node(World world, String name, ZmqSocket socket, Diary diary) {
    this.world = world;
    this.name = name;
    this.socket = socket;
    this.diary = diary;
    this.dice = world.dice.of(name);
  }

  String endpoint() {
    return socket.endpoints().get(0).address();
  }

  /** How many have to receive a letter of this one while all is well. */
  int audience(Letter letter) {
    return letter.topic() == VOLATILE ? 0 : audience.applyAsInt(letter);
  }

  boolean isAddressee(int hash) {
    RoutingId own = id;
    return hash == 0 || own == null || own.hashCode() == hash;
  }

  /** What publishers may be asked for at most: each send may have one where others have all. */
  long mostDemand() {
    return (long) mark * peers + sends.get();
  }

  Letter letter(Ledger.Send send, int number, Dice with, int largest) {
    int size = largest < 0 ? -largest : with.oneIn(4) ? with.below(largest + 1) : with.below(20);
    int frames = multipart && with.oneIn(3) ? 2 : 1;
    char topic = with.oneIn(8) ? VOLATILE : with.one(STABLE);
    return new Letter(send.id(), number, topic, addressee(with), frames, size);
  }

  private @Nullable RoutingId addressee(Dice with) {
    return addressees.isEmpty() ? null : with.one(List.copyOf(addressees));
  }

  boolean canSend() {
    return outlet != null && (!addresses || !addressees.isEmpty());
  }

  /** Receives, unless somebody does already. */
  void receive() {
    Inlet<?> in = inlet;
    if (in != null) {
      receive(in);
    }
  }

  private <T> void receive(Inlet<T> in) {
    Reader<T> next =
        new Reader<>(
            this,
            "receive()",
            value -> {
              if (readsLetters) {
                world.ledger.received(this, in.form().apply(value), forOne);
              }
            });
    readers.add(next);
    world.read(next, in.receive().get());
  }

  /** Somebody receives, and takes all that comes: who had given up begins anew. */
  void receiveAll() {
    readers.removeIf(Reader::isTold);
    readers.forEach(Reader::drain);
    if (readers.isEmpty() && isAlive()) {
      receive();
    }
    Runnable again = resume;
    services.removeIf(Told::isTold);
    if (again != null && services.isEmpty() && isAlive()) {
      again.run();
    }
  }

  /** Whether nobody has disposed of it, so that what is asked of it has to be done. */
  boolean isAlive() {
    return !disposed;
  }

  void dispose() {
    disposed = true;
    try {
      socket.dispose();
    } catch (Throwable t) {
      world.findings.add(Rule.DISPOSES_QUIETLY, this + ": " + t);
    }
  }

  void connect(String endpoint) {
    if (socket instanceof PeerSocket peer) {
      addressees.add(peer.connectPeer(endpoint).block(Duration.ofSeconds(10)));
    } else {
      socket.connect(endpoint).block(Duration.ofSeconds(10));
    }
  }

  /** How it stands, for whoever has to find out why it does not go on. */
  String state() {
    return "%s%s has %s; its last events:%n        %s"
        .formatted(name, isAlive() ? "" : ", disposed of,", socket.endpoints(), diary.end());
  }

  @Override
  public String toString() {
    return name;
  }
}
