package reactor.zmtp.samples.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.test.ZmqTest;

/** Sockets that talk over a transport of one's own. */
@ZmqTest
class LineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private ZmqContext zmq;

  @BeforeEach
  void begin(ZmqContext context) {
    zmq = context;
  }

  @AfterEach
  void end() {
    zmq.sockets().forEach(ZmqSocket::dispose);
  }

  @Test
  void messagesPassInOrder() {
    PullSocket pull = zmq.pull().bind("line://*").openNow();
    PushSocket push = zmq.push().connect(pull.address() + "?delay=5").openNow();
    List<String> numbers = IntStream.range(0, 1_000).mapToObj(String::valueOf).toList();

    CompletableFuture<Void> sent =
        push.send(Flux.fromIterable(numbers).map(ZmqMessage::of)).toFuture();

    assertThat(pull.receive().map(ZmqMessage::text).take(1_000).collectList().block(PATIENCE))
        .isEqualTo(numbers);
    assertThat(sent).succeedsWithin(PATIENCE);
  }

  @Test
  void whatIsSentIsDelayed() {
    ReqSocket req = requests("?delay=50");

    StepVerifier.create(req.request(ZmqMessage.of("ping")).elapsed())
        .assertNext(answer -> assertThat(answer.getT1()).isGreaterThanOrEqualTo(50))
        .expectComplete()
        .verify(PATIENCE);
  }

  @Test
  void aLineThatIsCutIsConnectedAgain() {
    AtomicInteger cuts = new AtomicInteger();
    ReqSocket req = requests("?cut=4096");
    req.events().ofType(Disconnected.class).subscribe(cut -> cuts.incrementAndGet());
    ZmqMessage question = ZmqMessage.of(new byte[500]);

    // A request that was on a line when it broke is made again.
    Mono<ZmqMessage> answered = req.request(question).timeout(Duration.ofSeconds(1)).retry();

    StepVerifier.create(answered.repeat(19)).expectNextCount(20).expectComplete().verify(PATIENCE);
    assertThat(cuts).hasPositiveValue();
  }

  @Test
  void curveGoesOverItAsOverTcp() {
    CurveKeyPair server = CurveKeyPair.generate();
    PullSocket pull = zmq.pull().curveServer(server).bind("line://*").openNow();
    PushSocket push =
        zmq.push()
            .curve(CurveKeyPair.generate(), server.publicKey())
            .connect(pull.address())
            .openNow();

    push.send(Mono.just(ZmqMessage.of("secret"))).block(PATIENCE);

    assertThat(pull.receive(PATIENCE).map(ZmqMessage::text).block()).isEqualTo("secret");
  }

  @Test
  void whatIsNotAskedForHoldsUpThePublisher() {
    AtomicInteger published = new AtomicInteger();
    PullSocket pull = zmq.pull().receiveHighWaterMark(2).bind("line://*").openNow();
    PushSocket push =
        zmq.push().linger(Duration.ZERO).sendHighWaterMark(2).connect(pull.address()).openNow();
    Flux<ZmqMessage> endless =
        Flux.generate(next -> next.next(ZmqMessage.of("message " + published.incrementAndGet())));

    Disposable sending = push.send(endless).subscribe();
    StepVerifier.create(pull.receive(), 3).expectNextCount(3).thenCancel().verify(PATIENCE);

    assertThat(published).hasValueLessThanOrEqualTo(3 + 2 + 2 + 2);
    sending.dispose();
  }

  @Test
  void anAddressIsReadWhereItIsGiven() {
    assertThatThrownBy(() -> zmq.push().connect("line://5557?cut=often"))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageEndingWith("is no line; right is line://5557?delay=MILLISECONDS&cut=BYTES");
  }

  private ReqSocket requests(String faults) {
    RepSocket rep = zmq.rep().bind("line://*").openNow();
    rep.reply(Mono::just).subscribe();
    return zmq.req()
        .reconnectInterval(Duration.ofMillis(1))
        .reconnectIntervalMax(Duration.ofMillis(1))
        .connect(rep.address() + faults)
        .openNow();
  }
}
