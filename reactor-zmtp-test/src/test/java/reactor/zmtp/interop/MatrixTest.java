package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.interop.ExchangeTest.Binder;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Scheme;

/**
 * Every valid pair of socket types, ours with libzmq's and with JeroMQ's, each side binding once.
 * Each row exchanges messages of several frames (where the types have them), an empty and a large
 * one, both ways (where the types go both ways); then again when they have restarted, and again
 * when we have. Over TCP every day; over the other transports in the profile full, with libzmq
 * where it has them (Debian builds it without WebSocket), and with ours at both ends.
 *
 * <p>Not here: STREAM, which has no ZMTP peer, and the draft types with libzmq, which Debian builds
 * without them.
 */
@Timeout(120)
class MatrixTest extends Scene {

  /** The types of ours and theirs that the rows are made of. */
  private static final Set<SocketType> STABLE =
      EnumSet.of(
          SocketType.PAIR,
          SocketType.REQ,
          SocketType.REP,
          SocketType.DEALER,
          SocketType.ROUTER,
          SocketType.PULL,
          SocketType.PUSH,
          SocketType.PUB,
          SocketType.SUB,
          SocketType.XPUB,
          SocketType.XSUB);

  private static final Set<SocketType> DRAFT =
      EnumSet.of(
          SocketType.SERVER,
          SocketType.CLIENT,
          SocketType.RADIO,
          SocketType.DISH,
          SocketType.GATHER,
          SocketType.SCATTER,
          SocketType.PEER,
          SocketType.CHANNEL);

  private static final Duration STUCK = Duration.ofMillis(500);
  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final Duration WHILE = Duration.ofMillis(200);
  private static final int LARGE = 150_000;

  private static @Nullable LibzmqProcess libzmq;

  /** Whose the other socket is. */
  enum Them {
    LIBZMQ,
    JEROMQ,
    /** Ours. */
    OURS
  }

  record Row(Them them, Scheme scheme, SocketType ours, SocketType theirs, Binder binder) {

    @Override
    public String toString() {
      return ours + " with " + them + "'s " + theirs + " over " + scheme + ", " + binder + " bind";
    }
  }

  static Stream<Row> overTcp() {
    return Stream.of(Them.LIBZMQ, Them.JEROMQ).flatMap(them -> rows(them, Scheme.TCP));
  }

  static Stream<Row> overOthers() {
    return Stream.of(
            rows(Them.LIBZMQ, Scheme.IPC),
            rows(Them.OURS, Scheme.IPC),
            rows(Them.OURS, Scheme.INPROC),
            rows(Them.OURS, Scheme.WS))
        .flatMap(rows -> rows);
  }

  private static Stream<Row> rows(Them them, Scheme scheme) {
    List<Row> rows = new ArrayList<>();
    for (SocketType ours : SocketType.values()) {
      for (SocketType theirs : SocketType.values()) {
        if (ours.accepts(theirs)) {
          for (Binder binder : Binder.values()) {
            if (has(them, ours) && (binder == Binder.WE || them != Them.OURS)) {
              rows.add(new Row(them, scheme, ours, theirs, binder));
            }
          }
        }
      }
    }
    return rows.stream();
  }

  private static boolean has(Them them, SocketType type) {
    return STABLE.contains(type) || (them != Them.LIBZMQ && DRAFT.contains(type));
  }

  /** Once for all rows, since none may leave anything behind. */
  @BeforeAll
  static void startOfLibzmq() {
    try {
      libzmq = LibzmqEnd.start();
    } catch (TestAbortedException missing) {
      libzmq = null; // its rows are skipped
    }
  }

  @AfterAll
  static void endOfLibzmq() {
    if (libzmq != null) {
      libzmq.close();
      libzmq = null;
    }
  }

  @ParameterizedTest
  @MethodSource("overTcp")
  void everythingIsExchangedAndSurvivesARestartOfEitherSide(Row row) {
    exchangeAndRestart(row);
  }

  @Tag("full")
  @ParameterizedTest
  @MethodSource("overOthers")
  void soItIsOverOtherTransports(Row row) {
    exchangeAndRestart(row);
  }

  private void exchangeAndRestart(Row row) {
    if (row.them == Them.LIBZMQ) {
      LibzmqProcess.assumePresent();
    }
    OurEnd us;
    End them;
    String endpoint;
    if (row.binder == Binder.WE) {
      us = ours(row, row.scheme.endpoint());
      endpoint = us.endpoint();
      them = theirs(row, endpoint);
    } else {
      them = theirs(row, row.scheme.endpoint());
      endpoint = them.endpoint();
      us = ours(row, endpoint);
    }
    try {
      join(us, them);
      exchange(row, us, them);

      them.close();
      assertThat(us.has(0, PATIENCE)).as("%s sees %s go", us, them).isTrue();
      them = theirs(row, endpoint);
      join(us, them);
      exchange(row, us, them);

      us.close();
      if (row.theirs == SocketType.PAIR
          || row.theirs == SocketType.CHANNEL
          || (row.ours == SocketType.ROUTER && row.theirs == SocketType.ROUTER)) {
        // Until it has missed us it takes nobody else, and leaves those that come unanswered.
        assertThat(them.hear(WHILE)).isNull();
      }
      us = ours(row, endpoint);
      join(us, them);
      them.reconnected();
      exchange(row, us, them);
    } finally {
      us.close();
      them.close();
    }
  }

  private OurEnd ours(Row row, String endpoint) {
    return row.binder == Binder.WE
        ? OurEnd.bound(zmq, true, row.ours, row.theirs, endpoint)
        : OurEnd.connected(zmq, true, row.ours, row.theirs, endpoint);
  }

  private End theirs(Row row, String endpoint) {
    boolean bind = row.binder == Binder.THEY;
    if (row.them == Them.OURS) {
      return OurEnd.connected(zmq, false, row.theirs, row.ours, endpoint);
    }
    if (row.them == Them.JEROMQ) {
      return bind
          ? JeroMqEnd.bound(row.theirs, row.ours, endpoint)
          : JeroMqEnd.connected(row.theirs, row.ours, endpoint);
    }
    LibzmqProcess process = Objects.requireNonNull(libzmq, "libzmq");
    return bind
        ? LibzmqEnd.bound(process, row.theirs, row.ours, endpoint)
        : LibzmqEnd.connected(process, row.theirs, row.ours, endpoint);
  }

  private static void join(OurEnd us, End them) {
    for (int i = 0; !us.has(1, STUCK); i++) {
      assertThat(i).as("%s waits for %s", us, them).isLessThan(40);
      them.nudge();
    }
  }

  private static void exchange(Row row, OurEnd us, End them) {
    if (!End.speaks(row.theirs) || !End.listens(row.ours)) {
      oneWay(row.ours, us, them);
    } else if (!End.speaks(row.ours) || !End.listens(row.theirs)) {
      oneWay(row.theirs, them, us);
    } else if (End.answers(row.theirs, row.ours)
        || (row.ours == SocketType.ROUTER && row.theirs == SocketType.ROUTER)
        || (row.ours == SocketType.PEER && row.binder == Binder.THEY)) {
      bothWays(row.ours, us, them);
    } else {
      bothWays(row.theirs, them, us);
    }
  }

  private static void bothWays(SocketType first, End one, End other) {
    for (ZmqMessage message : messages(first)) {
      one.say(message);
      assertThat(other.hear(PATIENCE)).as("%s hears %s", other, one).isEqualTo(message);
      other.say(message);
      assertThat(one.hear(PATIENCE)).as("%s hears %s", one, other).isEqualTo(message);
    }
  }

  private static void oneWay(SocketType speaker, End from, End to) {
    if (End.fansOut(speaker)) {
      from.say(End.SYNC);
      for (int i = 0; to.hear(MOMENT) == null; i++) {
        assertThat(i).as("%s waits for %s", to, from).isLessThan(500);
        from.say(End.SYNC);
      }
    }
    for (ZmqMessage message : messages(speaker)) {
      from.say(message);
      ZmqMessage heard = to.hear(PATIENCE);
      while (End.SYNC.equals(heard)) {
        heard = to.hear(PATIENCE);
      }
      assertThat(heard).as("%s hears %s", to, from).isEqualTo(message);
    }
  }

  private static List<ZmqMessage> messages(SocketType type) {
    String large = "x".repeat(LARGE);
    return End.isSingleFrame(type)
        ? List.of(ZmqMessage.of("one"), ZmqMessage.of(""), ZmqMessage.of(large))
        : List.of(
            ZmqMessage.of("two", "", "frames and an empty one"),
            ZmqMessage.of(""),
            ZmqMessage.of("large", large));
  }
}
