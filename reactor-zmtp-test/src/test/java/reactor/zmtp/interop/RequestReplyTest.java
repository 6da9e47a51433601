package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** REQ and REP with libzmq's and JeroMQ's, each side binding once. */
@Timeout(120)
class RequestReplyTest extends Scene {

  private static final int COUNT = 300;
  private static final List<ZmqMessage> REQUESTS =
      Flux.range(0, COUNT).map(Traffic::ours).collectList().block();

  private static final String REP =
      """
      rep = socket("REP", **{sys.argv[1]: sys.argv[2]})
      while True:
          rep.send_multipart(rep.recv_multipart())
      """;

  /** Takes a request and replies when it is told to, and from then on at once. */
  private static final String LATE_REP =
      """
      rep = socket("REP", bind=ANYWHERE)
      rep.recv()
      say("asked")
      ask()
      rep.send(b"late")
      while True:
          rep.send_multipart(rep.recv_multipart())
      """;

  private static final String REQ =
      """
      side, endpoint, correlate, relaxed, count = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6])
      req = socket("REQ", **{side: endpoint}, REQ_CORRELATE=correlate, REQ_RELAXED=relaxed)
      for i in range(count):
          req.send_multipart(message(i))
          came = req.recv_multipart()
          if came != message(i):
              sys.exit(f"reply {i} differs: {[len(frame) for frame in came]}")
      say("all equal")
      finish()
      """;

  private static final String DEVICE =
      """
      frontend = socket("ROUTER", bind=ANYWHERE)
      backend = socket("DEALER", bind=ANYWHERE)
      zmq.proxy(frontend, backend)
      """;

  private final Events events = new Events();

  private LibzmqProcess libzmq(String script, String... arguments) {
    LibzmqProcess process = LibzmqProcess.start(script, arguments);
    keep(process::close);
    return process;
  }

  private void exchange(ReqSocket req) {
    List<ZmqMessage> replies = await(req.request(Flux.fromIterable(REQUESTS), 16).collectList());

    assertThat(replies).containsExactlyInAnyOrderElementsOf(REQUESTS);
    assertThat(events.count(Discarded.class)).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLibzmqRepThatIsBoundRepliesToUs(boolean correlate) {
    String endpoint = await(libzmq(REP, "bind", Anywhere.endpoint()).line());

    exchange(open(zmq.req().correlate(correlate).doOnEvent(events).connect(endpoint)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLibzmqRepThatConnectsRepliesToUs(boolean correlate) {
    ReqSocket req =
        open(zmq.req().correlate(correlate).doOnEvent(events).bind(Anywhere.endpoint()));
    libzmq(REP, "connect", address(req));

    exchange(req);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 0", "0, 1", "1, 1"})
  void weReplyToALibzmqReqThatConnects(String correlate, String relaxed) {
    RepSocket rep = open(zmq.rep().doOnEvent(events).bind(Anywhere.endpoint()));
    keep(rep.reply(Mono::just).subscribe());

    LibzmqProcess req =
        libzmq(REQ, "connect", address(rep), correlate, relaxed, Integer.toString(COUNT));

    assertThat(await(req.line())).isEqualTo("all equal");
    await(req.end());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1"})
  void aRouterOfOursRepliesToALibzmqReq(String correlate, String relaxed) {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    keep(router.reply(Mono::just).subscribe());

    LibzmqProcess req =
        libzmq(REQ, "connect", address(router), correlate, relaxed, Integer.toString(COUNT));

    assertThat(await(req.line())).isEqualTo("all equal");
    await(req.end());
  }

  @Test
  void weReplyToALibzmqReqThatIsBound() {
    LibzmqProcess req = libzmq(REQ, "bind", Anywhere.endpoint(), "0", "0", Integer.toString(COUNT));
    RepSocket rep = open(zmq.rep().connect(await(req.line())));

    keep(rep.reply(Mono::just).subscribe());

    assertThat(await(req.line())).isEqualTo("all equal");
    await(req.end());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void throughALibzmqRouterAndDealerEachGetsItsReply(boolean correlate) {
    LibzmqProcess device = libzmq(DEVICE);
    String frontend = await(device.line());
    String backend = await(device.line());
    for (int i = 0; i < 2; i++) {
      RepSocket rep = open(zmq.rep().connect(backend));
      keep(rep.reply(Mono::just).subscribe());
    }

    exchange(open(zmq.req().correlate(correlate).doOnEvent(events).connect(frontend)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLateReplyOfALibzmqRepIsNotTheNextRequests(boolean correlate) {
    LibzmqProcess rep = libzmq(LATE_REP);
    ReqSocket req =
        open(zmq.req().correlate(correlate).doOnEvent(events).connect(await(rep.line())));
    Disposable forgotten = req.request(ZmqMessage.of("first")).subscribe();
    assertThat(await(rep.line())).isEqualTo("asked");
    forgotten.dispose();
    Mono<ZmqMessage> second = begun(req.request(ZmqMessage.of("second")));
    if (!correlate) {
      events.await(HandshakeSucceeded.class, 2);
    }

    await(rep.tell("reply"));

    assertThat(await(second).text()).isEqualTo("second");
    assertThat(events.count(Discarded.class)).as("%s", events.all()).isEqualTo(correlate ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withResendALibzmqRepThatIsStartedAgainRepliesToWhatTheKilledOneOwed(boolean correlate) {
    LibzmqProcess killed = libzmq(LATE_REP);
    String endpoint = await(killed.line());
    ReqSocket req = open(zmq.req().correlate(correlate).resend(true).connect(endpoint));
    Mono<ZmqMessage> reply = begun(req.request(ZmqMessage.of("a")));
    assertThat(await(killed.line())).isEqualTo("asked");

    killed.close();
    libzmq(REP, "bind", endpoint);

    assertThat(await(reply).text()).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aJeroMqRepRepliesToUs(boolean correlate) {
    try (ZContext context = new ZContext()) {
      ZMQ.Socket rep = context.createSocket(SocketType.REP);
      int port = rep.bindToRandomPort("tcp://127.0.0.1");
      Mono<Void> served =
          inThread(
              () -> {
                for (int i = 0; i < COUNT; i++) {
                  ZMsg.recvMsg(rep).send(rep);
                }
              });
      keep(served.subscribe());

      exchange(
          open(
              zmq.req().correlate(correlate).doOnEvent(events).connect("tcp://127.0.0.1:" + port)));
      await(served);
    }
  }

  @Test
  void weReplyToAJeroMqReq() {
    RepSocket rep = open(zmq.rep().doOnEvent(events).bind(Anywhere.endpoint()));
    keep(rep.reply(Mono::just).subscribe());
    try (ZContext context = new ZContext()) {
      ZMQ.Socket req = context.createSocket(SocketType.REQ);
      JeroMqForeign.connect(
          context, req, address(rep), () -> events.count(HandshakeSucceeded.class) > 0);

      await(
          inThread(
              () -> {
                for (ZmqMessage each : REQUESTS) {
                  ZMsg request = new ZMsg();
                  each.frames().forEach(request::add);
                  request.send(req);
                  List<byte[]> reply =
                      ZMsg.recvMsg(req).stream().map(frame -> frame.getData()).toList();
                  assertThat(ZmqMessage.of(reply)).isEqualTo(each);
                }
              }));
    }
  }

  private static Mono<Void> inThread(Runnable task) {
    return Mono.<Void>fromRunnable(task).subscribeOn(Schedulers.boundedElastic()).cache();
  }
}
