package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.zmtp.AuthenticationException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.ReconnectStop;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.ConnectDelayed;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.Connected;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.StreamSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** A name is resolved without blocking, anew for each attempt, and each of its addresses tried. */
class NameResolutionTest extends Scene {

  private final Names names = new Names();
  private final Events events = new Events();
  private final ZmqContext named = ZmqContext.builder().ioThreads(1).resolver(names).build();

  @AfterEach
  void dispose() {
    await(named.disposeLater());
    names.close();
  }

  @Test
  void theAddressThatTheResolverTellsIsConnectedTo() {
    ZmtpListener listener = listen();
    names.answer("127.0.0.1");

    opened(spec().connect(at("feed.example", listener)));

    accept(listener, "PULL");
    assertThat(names.asked).containsExactly("feed.example");
    assertThat(events.await(Connected.class).endpoint()).isEqualTo(at("feed.example", listener));
  }

  @Test
  void eachAddressIsTriedInTurn() {
    ZmtpListener listener = listen();
    names.answer("127.0.0.3", "127.0.0.2", "127.0.0.1"); // it listens on the last alone

    opened(spec().connect(at("feed.example", listener)));

    accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);
    assertThat(events.count(ConnectRetried.class)).isZero();
    assertThat(names.asked).hasSize(1);
  }

  @Test
  void theNextAddressIsTriedWhenWhoIsAtOneIsNoPeerOfOurs() {
    ZmtpListener listener = listen();
    open(zmq.rep().bind(at("127.0.0.2", listener)));
    open(zmq.pull().curveServer(CurveKeyPair.generate()).bind(at("127.0.0.3", listener)));
    names.answer("127.0.0.2", "127.0.0.3", "127.0.0.1");

    opened(spec().connect(at("feed.example", listener)));

    accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);
    assertThat(events.count(HandshakeFailed.class)).isEqualTo(2);
    assertThat(events.count(ConnectRetried.class)).isZero();
  }

  @Test
  void theNextAddressIsTriedWhenTheConnectionToOneIsClosedAtOnce() {
    ZmtpListener listener = listen();
    StreamSocket closing = open(zmq.stream().bind(at("127.0.0.2", listener)));
    keep(
        closing.send(closing.receive().map(in -> in.reply(ZmqMessage.of(""))).take(1)).subscribe());
    names.answer("127.0.0.2", "127.0.0.1");

    opened(spec().connect(at("feed.example", listener)));

    accept(listener, "PULL");
    events.await(HandshakeSucceeded.class);
    assertThat(events.count(ConnectRetried.class)).isZero();
  }

  @Test
  void theNextAddressIsTriedWhenWhoIsAtOneIsMute() {
    ZmtpListener listener = listen();
    open(zmq.stream().bind(at("127.0.0.2", listener)));
    names.answer("127.0.0.2", "127.0.0.1");

    opened(spec().handshakeTimeout(Duration.ofMillis(200)).connect(at("feed.example", listener)));

    accept(listener, "PULL");
    assertThat(events.await(HandshakeFailed.class).reason()).isEqualTo(HandshakeFailure.TIMEOUT);
  }

  @Test
  void credentialsThatOneAddressRefusesAreShownToTheNext() {
    PullSocket pull = open(zmq.pull().plainServer(passwords("right")).bind("tcp://127.0.0.1:*"));
    String there = address(pull);
    open(zmq.pull().plainServer(passwords("other")).bind(there.replace("0.0.1", "0.0.2")));
    names.answer("127.0.0.2", "127.0.0.1");

    opened(spec().plain("ann", "right").connect(there.replace("127.0.0.1", "feed.example")));

    until(pull, m -> m.peers() == 1);
  }

  @Test
  void credentialsThatWereRefusedAreNotShownToThatAddressAgain() {
    PullSocket pull = open(zmq.pull().plainServer(passwords("other")).bind("tcp://127.0.0.2:*"));
    names.answer("127.0.0.2", "127.0.0.1");

    opened(
        spec().plain("ann", "right").connect(address(pull).replace("127.0.0.2", "feed.example")));

    assertThat(events.await(ConnectAbandoned.class).cause())
        .isInstanceOf(AuthenticationException.class);
    assertThat(events.count(ConnectRetried.class)).isZero();
  }

  @Test
  void whetherToStopIsDecidedAfterTheLastAddress() {
    ZmtpListener listener = listen();
    open(zmq.rep().bind(at("127.0.0.2", listener)));
    names.answer("127.0.0.2", "127.0.0.1");

    opened(
        spec().reconnectStop(ReconnectStop.HANDSHAKE_FAILED).connect(at("feed.example", listener)));
    await(await(listener.accept()).script().close());

    events.await(ConnectAbandoned.class);
    assertThat(events.count(HandshakeFailed.class)).isEqualTo(2);
  }

  @Test
  void whenNoneOfThemAnswersThatIsOneFailure() {
    ZmtpListener listener = listen();
    names.answer("127.0.0.3", "127.0.0.2");

    opened(spec().reconnectInterval(Duration.ofHours(1)).connect(at("feed.example", listener)));

    events.await(ConnectRetried.class);
    assertThat(events.names()).containsExactly("ConnectDelayed", "ConnectRetried");
  }

  @Test
  void aNameIsResolvedAgainForEachAttempt() {
    ZmtpListener listener = listen();
    names.answer("127.0.0.2");
    names.answer("127.0.0.3");
    names.answer("127.0.0.1");

    opened(spec().connect(at("feed.example", listener)));

    accept(listener, "PULL");
    assertThat(names.asked).hasSize(3);
    assertThat(events.count(ConnectRetried.class)).isEqualTo(2);
  }

  @Test
  void aNameIsResolvedAgainWhenThePeerHasMoved() {
    ZmtpListener before = listen();
    names.answer("127.0.0.1");
    opened(spec().connect(at("feed.example", before)));
    ZmtpPeer peer = accept(before, "PULL");
    events.await(HandshakeSucceeded.class);
    PullSocket after = open(zmq.pull().bind(before.endpoint().replace("127.0.0.1", "127.0.0.2")));
    names.silence();
    names.answer("127.0.0.2");

    await(peer.script().close());

    until(after, m -> m.peers() == 1);
    assertThat(names.asked).hasSize(2);
  }

  @Test
  void aNameThatIsNotKnownIsTriedAgain() {
    ZmtpListener listener = listen();
    names.answer();
    names.answer("127.0.0.1");

    opened(spec().reconnectStop(ReconnectStop.values()).connect(at("not.yet.example", listener)));

    accept(listener, "PULL");
    assertThat(events.await(ConnectRetried.class).cause())
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("not.yet.example");
  }

  @Test
  void withoutIpv6OnlyIpv4AddressesCount() {
    ZmtpListener listener = listen();
    names.answer("::1", "127.0.0.1");

    opened(spec().connect(at("feed.example", listener)));

    accept(listener, "PULL");
    assertThat(((InetSocketAddress) events.await(Connected.class).remote()).getAddress())
        .isEqualTo(address("127.0.0.1"));
  }

  @Test
  void aResolverThatIsSlowHoldsUpNobody() {
    ZmtpListener listener = listen();
    names.silence();
    PushSocket push = opened(spec().connect("tcp://slow.example:5555"));
    events.await(ConnectDelayed.class);

    await(push.connect(listener.endpoint()));
    ZmtpPeer peer = accept(listener, "PULL");
    await(push.send(ZmqMessage.of("meanwhile")));

    await(peer.script().expectMessage("meanwhile"));
  }

  @Test
  void anAnswerThatComesAfterTheDisconnectIsOfNoUse() {
    ZmtpListener listener = listen();
    names.silence();
    PushSocket push = opened(spec().connect(at("slow.example", listener)));
    until(() -> names.unanswered.size() == 1);
    await(push.disconnect(at("slow.example", listener)));

    names.unanswered.remove().setSuccess(List.of(address("127.0.0.1")));
    metrics(push);
    metrics(push);

    assertThat(events.names()).containsExactly("ConnectDelayed", "Closed");
  }

  @Test
  void aNumericAddressIsNotResolved() {
    ZmtpListener listener = listen();

    opened(spec().connect(listener.endpoint()));

    accept(listener, "PULL");
    assertThat(names.asked).isEmpty();
  }

  @Test
  void theDefaultResolverKnowsLocalhost() {
    ZmtpListener listener = listen();

    open(zmq.push().connect(at("localhost", listener)));

    accept(listener, "PULL");
  }

  private PushSpec spec() {
    return named.push().doOnEvent(events).reconnectInterval(Duration.ofMillis(5));
  }

  private PushSocket opened(PushSpec spec) {
    return keep(open(spec));
  }

  private static ZapAuthenticator passwords(String ofAnn) {
    return ZapAuthenticator.passwords(Map.of("ann", ofAnn));
  }

  private static String at(String name, ZmtpListener listener) {
    return listener.endpoint().replace("127.0.0.1", name);
  }

  private static InetAddress address(String numeric) {
    try {
      return InetAddress.getByName(numeric);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * A name service that answers what the test says, one answer after another, the last for ever.
   */
  private static final class Names extends AddressResolverGroup<InetSocketAddress> {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Queue<List<InetAddress>> answers = new ConcurrentLinkedQueue<>();
    private final Queue<Promise<List<InetAddress>>> unanswered = new ConcurrentLinkedQueue<>();

    void answer(String... addresses) {
      answers.add(List.of(addresses).stream().map(NameResolutionTest::address).toList());
    }

    void silence() {
      answers.clear();
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
      return new InetNameResolver(executor) {
        @Override
        protected void doResolve(String name, Promise<InetAddress> promise) {
          promise.setFailure(new AssertionError("all addresses should be asked for"));
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
          asked.add(name);
          List<InetAddress> answer = answers.size() > 1 ? answers.remove() : answers.peek();
          if (answer == null) {
            unanswered.add(promise);
          } else if (answer.isEmpty()) {
            promise.setFailure(new UnknownHostException(name));
          } else {
            promise.setSuccess(answer);
          }
        }
      }.asAddressResolver();
    }
  }
}
