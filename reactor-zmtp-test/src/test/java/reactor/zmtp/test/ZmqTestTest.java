package reactor.zmtp.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;
import reactor.zmtp.ChannelSocket;
import reactor.zmtp.ClientSocket;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.DgramSocket;
import reactor.zmtp.DishSocket;
import reactor.zmtp.GatherSocket;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RepSpec;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ReqSpec;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.ScatterSocket;
import reactor.zmtp.ServerSocket;
import reactor.zmtp.StreamSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.XSubSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;

class ZmqTestTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<ZmqContext> CONTEXTS = new ArrayList<>();
  private static CountDownLatch latch;

  @BeforeEach
  void forget() {
    CONTEXTS.clear();
    latch = new CountDownLatch(1);
  }

  @AfterEach
  void endThreads() {
    latch.countDown();
  }

  @Test
  void aTestThatLeavesNothingPasses() {
    assertThat(failures("sendsAndReceives")).isEmpty();
  }

  @Test
  void everyTestHasAContextOfItsOwnThatIsGoneAfterIt() {
    assertThat(failures("keepsItsContext")).isEmpty();
    assertThat(failures("keepsItsContext")).isEmpty();

    assertThat(CONTEXTS).hasSize(2).doesNotHaveDuplicates();
    assertThat(CONTEXTS)
        .allSatisfy(
            context -> {
              assertThat(context.isDisposed()).isTrue();
              assertThat(context.sockets()).isEmpty();
            });
  }

  @Test
  void socketsAreGivenBoundAndBeforeEachMayHaveThemToo() {
    assertThat(failures("isGivenEverySocket")).isEmpty();
  }

  @Test
  void soIsAnyTypeOfSocketAndOfSpec() {
    assertThat(failures("isGivenAnyTypeOfSocket")).isEmpty();
    assertThat(failures("isGivenAnyTypeOfSpec")).isEmpty();
  }

  @Test
  void socketsAreBoundWithinTheProcessOrAsTheAnnotationSays() {
    assertThat(failures("isGivenEverySocket")).isEmpty();
    assertThat(failures(OverWebSocket.class, "isBoundAsTheAnnotationSays")).isEmpty();
  }

  @Test
  void aScriptedPeerSaysHowSocketsAreBoundForIt() {
    assertThatThrownBy(() -> ZmtpPeer.connect("inproc://any-1").block(PATIENCE))
        .hasMessageEndingWith("@ZmqTest(bind = \"tcp://127.0.0.1:*\") binds sockets so");
  }

  @Test
  void aSocketLeftOpenFailsTheTest() {
    assertThat(failure("leavesASocket"))
        .hasMessageContaining("the test leaves behind:\n- a socket that is not disposed of: PAIR");
  }

  @Test
  void aSocketThatTheTestDisposedOfDoesNot() {
    assertThat(failures("disposesOfItsSocket")).isEmpty();
  }

  @Test
  void aBufferNotReleasedFailsTheTestAndSaysWhereItCameFrom() {
    assertThat(failure("leavesABuffer"))
        .hasMessageContaining("- a buffer that is not released")
        .hasMessageContaining("ZmqTestTest$Careless.leavesABuffer");
  }

  @Test
  void aThreadStillAliveFailsTheTest() {
    assertThat(failure("leavesAThread")).hasMessageContaining("- a thread: forgotten");
  }

  @Test
  void aThreadThatIsKeptForAllTestsDoesNot() {
    assertThat(failures("leavesThreadsOfOthers")).isEmpty();
  }

  @Test
  void aDroppedErrorFailsTheTest() {
    assertThat(failure("dropsAnError"))
        .hasMessageContaining("- an error that was dropped: java.lang.ArithmeticException: lost");
  }

  @Test
  void aDroppedValueFailsTheTest() {
    assertThat(failure("dropsAValue")).hasMessageContaining("- a value that was dropped: lost");
  }

  @Test
  void anUncaughtErrorFailsTheTest() {
    assertThat(failure("throwsInAThread"))
        .hasMessageContaining("- an error uncaught in thrower: java.lang.ArithmeticException");
  }

  @Test
  void anErrorAtTheEndOfAPipelineFailsTheTest() {
    assertThat(failure("firesAnErrorThroughAPipeline"))
        .hasMessageContaining("- something that Netty warns about")
        .hasMessageContaining("ArithmeticException: unhandled");
  }

  @Test
  void anErrorInAListenerFailsTheTest() {
    assertThat(failure("throwsInAListener"))
        .hasMessageContaining("- something that Netty warns about")
        .hasMessageContaining("ArithmeticException: thrown");
  }

  @Test
  void allThatIsLeftIsToldAtOnce() {
    assertThat(failure("leavesASocketAndABuffer"))
        .hasMessageContaining("- a socket")
        .hasMessageContaining("- a buffer");
  }

  @Test
  void theTestsOwnFailureComesFirst() {
    assertThat(failure("failsAndLeavesABuffer"))
        .hasMessage("its own")
        .satisfies(
            failure -> assertThat(failure.getSuppressed()[0]).hasMessageContaining("- a buffer"));
  }

  @Test
  void whatOneTestLeavesIsNotHeldAgainstTheNext() {
    assertThat(failures("leavesABuffer")).hasSize(1);
    assertThat(failures("dropsAnError")).hasSize(1);

    assertThat(failures("sendsAndReceives")).isEmpty();
  }

  @Test
  void inVirtualTimeTheContextsTimersWaitForTheTest() {
    assertThat(failures(Timeless.class, "aMutePeerIsClosedAfterTheHandshakeTimeout")).isEmpty();
  }

  @Test
  void inVirtualTimeLingerDoesNotHoldUpTheEnd() {
    assertThat(failures(Timeless.class, "leavesAMessageUnsent")).isEmpty();
  }

  @Test
  void inVirtualTimeReactorsSchedulersWaitForTheTestToo() {
    assertThat(failures(Timeless.class, "aRequestTimesOutWhenTheTestSaysSo")).isEmpty();

    StepVerifier.create(Mono.delay(Duration.ofMillis(1)))
        .expectNext(0L)
        .expectComplete()
        .verify(PATIENCE);
  }

  @Test
  void whatBlocksForATimeGoesByTheClockOnTheWallInVirtualTime() {
    assertThat(failures(Timeless.class, "waitsForWhatComesOverTheNetwork")).isEmpty();
  }

  @Test
  void anErrorThatOnErrorAnsweredFailsNoTest() {
    assertThat(failures("answersAnError")).isEmpty();
  }

  @Test
  void oneThatNothingAnsweredDoes() {
    assertThat(failure("answersNoError"))
        .hasMessageContaining("- an error that was dropped")
        .hasMessageContaining("ArithmeticException: unanswered");
  }

  @ZmqTest
  static class Careless {

    private PairSocket fromBeforeEach;

    @BeforeEach
    void keep(PairSocket pair) {
      fromBeforeEach = pair;
    }

    @Test
    void sendsAndReceives(PushSocket push, PullSocket pull) {
      pull.connect(push.endpoints().get(0).address()).block(PATIENCE);

      StepVerifier.create(pull.receive().map(ZmqMessage::text))
          .then(() -> push.send(Flux.just(ZmqMessage.of("a"))).block(PATIENCE))
          .expectNext("a")
          .thenCancel()
          .verify(PATIENCE);
    }

    @Test
    void keepsItsContext(ZmqContext context) {
      CONTEXTS.add(context);
    }

    @Test
    void isGivenEverySocket(
        ZmqContext context, PushSocket push, PullSocket pull, PairSocket one, PairSocket other) {
      assertThat(context.sockets())
          .containsExactlyInAnyOrder(push, pull, one, other, fromBeforeEach);
      assertThat(one.address()).startsWith("inproc://").isNotEqualTo(other.address());
    }

    @Test
    void isGivenAnyTypeOfSocket(
        ReqSocket req,
        RepSocket rep,
        DealerSocket dealer,
        RouterSocket router,
        PubSocket pub,
        SubSocket sub,
        XPubSocket xpub,
        XSubSocket xsub,
        StreamSocket stream,
        ClientSocket client,
        ServerSocket server,
        RadioSocket radio,
        DishSocket dish,
        ScatterSocket scatter,
        GatherSocket gather,
        PeerSocket peer,
        ChannelSocket channel,
        DgramSocket dgram) {
      assertThat(
              List.<ZmqSocket>of(
                  req, rep, dealer, router, pub, sub, xpub, xsub, stream, client, server, radio,
                  dish, scatter, gather, peer, channel))
          .allMatch(
              socket ->
                  socket.address().startsWith(socket == stream ? "tcp://127.0.0.1:" : "inproc://"));
      assertThat(dgram.address()).startsWith("udp://127.0.0.1:");
    }

    @Test
    void answersAnError(ZmqContext context, ReqSpec req) {
      fails(context.rep().onError(error -> ZmqMessage.of("sorry")), req);
    }

    @Test
    void answersNoError(ZmqContext context, ReqSpec req) {
      fails(context.rep(), req);
    }

    private static void fails(RepSpec spec, ReqSpec client) {
      RepSocket rep = spec.bind("tcp://127.0.0.1:*").openNow(PATIENCE);
      rep.reply(request -> Mono.error(new ArithmeticException("unanswered"))).subscribe();
      ReqSocket req = client.connect(rep.address()).openNow(PATIENCE);
      req.request(ZmqMessage.of("a")).block(PATIENCE);
      req.dispose();
      rep.dispose();
    }

    @Test
    void isGivenAnyTypeOfSpec(RepSocket rep, ReqSpec req) {
      rep.reply(Mono::just).subscribe();

      ReqSocket socket = req.connect(rep.address()).openNow();
      assertThat(socket.request(ZmqMessage.of("a")).block(PATIENCE)).isEqualTo(ZmqMessage.of("a"));
      socket.dispose();
    }

    @Test
    void leavesASocket(ZmqContext context) {
      context.pair().open().block(PATIENCE);
    }

    @Test
    void disposesOfItsSocket(ZmqContext context) {
      context.pair().open().block(PATIENCE).dispose();
    }

    @Test
    void leavesABuffer() {
      ByteBufAllocator.DEFAULT.directBuffer(10);
    }

    @Test
    void leavesAThread() {
      leave("forgotten");
    }

    @Test
    void leavesThreadsOfOthers() {
      leave("reactor-http-epoll-1");
      leave("kotlinx.coroutines.DefaultExecutor");
      leave("DefaultDispatcher-worker-1");
    }

    @Test
    void dropsAnError() {
      Operators.onErrorDropped(new ArithmeticException("lost"), Context.empty());
    }

    @Test
    void dropsAValue() {
      Operators.onNextDropped("lost", Context.empty());
    }

    @Test
    void throwsInAThread() throws InterruptedException {
      Thread thread =
          new Thread(
              () -> {
                throw new ArithmeticException("thrown");
              },
              "thrower");
      thread.start();
      thread.join();
    }

    @Test
    void firesAnErrorThroughAPipeline() {
      ZmtpListener listener = ZmtpPeer.listen().block(PATIENCE);
      Tcp.connect(TcpEndpoint.parse(listener.endpoint()), new ChannelInboundHandlerAdapter())
          .doOnNext(
              channel -> {
                channel
                    .pipeline()
                    .lastContext()
                    .fireExceptionCaught(new ArithmeticException("unhandled"));
                channel.close();
              })
          .block(PATIENCE);
      listener.dispose();
    }

    @Test
    void throwsInAListener() {
      GlobalEventExecutor.INSTANCE
          .newSucceededFuture(null)
          .addListener(
              done -> {
                throw new ArithmeticException("thrown");
              })
          .awaitUninterruptibly();
      GlobalEventExecutor.INSTANCE.submit(() -> {}).awaitUninterruptibly();
    }

    @Test
    void leavesASocketAndABuffer(ZmqContext context) {
      leavesASocket(context);
      leavesABuffer();
    }

    @Test
    void failsAndLeavesABuffer() {
      leavesABuffer();
      throw new AssertionError("its own");
    }

    private static void leave(String name) {
      Thread thread = new Thread(Careless::awaitLatch, name);
      thread.setDaemon(true);
      thread.start();
    }

    private static void awaitLatch() {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @ZmqTest(bind = "ws://127.0.0.1:*")
  static class OverWebSocket {

    @Test
    void isBoundAsTheAnnotationSays(RepSocket rep, ReqSpec req) {
      assertThat(rep.address()).startsWith("ws://127.0.0.1:");
      rep.reply(Mono::just).subscribe();

      ReqSocket socket = req.connect(rep.address()).openNow();
      assertThat(socket.request(ZmqMessage.of("a")).block(PATIENCE)).isEqualTo(ZmqMessage.of("a"));
      socket.dispose();
    }
  }

  @ZmqTest(virtualTime = true, bind = "tcp://127.0.0.1:*")
  static class Timeless {

    @Test
    void aMutePeerIsClosedAfterTheHandshakeTimeout(PullSocket pull, VirtualTimeScheduler time) {
      ZmtpPeer peer = ZmtpPeer.connect(pull.endpoints().get(0).address()).block(PATIENCE);
      StepVerifier.create(peer.script().expectGreeting()).expectComplete().verify(PATIENCE);

      StepVerifier.create(peer.script().discardUntilClose().close())
          .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
          .expectComplete()
          .verify(PATIENCE);
    }

    @Test
    void aRequestTimesOutWhenTheTestSaysSo(
        ZmqContext context, RepSocket rep, VirtualTimeScheduler time) {
      rep.reply(request -> Mono.never()).subscribe();
      ReqSocket req = context.req().linger(Duration.ZERO).connect(rep.address()).openNow(PATIENCE);

      StepVerifier.create(req.request(ZmqMessage.of("a")).timeout(Duration.ofMinutes(10)))
          .then(() -> time.advanceTimeBy(Duration.ofMinutes(10)))
          .expectError(TimeoutException.class)
          .verify(PATIENCE);
      StepVerifier.create(Flux.interval(Duration.ofHours(1)).take(3))
          .then(() -> time.advanceTimeBy(Duration.ofHours(3)))
          .expectNext(0L, 1L, 2L)
          .expectComplete()
          .verify(PATIENCE);
      req.dispose();
    }

    @Test
    void waitsForWhatComesOverTheNetwork(ZmqContext context, PullSocket pull) {
      ZmtpPeer silent = ZmtpPeer.connect(pull.address()).block(PATIENCE);
      silent.script().expectGreeting().expectSilence(Duration.ofMillis(50)).then().block(PATIENCE);
      silent.script().close().then().block(PATIENCE);
    }

    @Test
    void leavesAMessageUnsent(ZmqContext context, PullSocket pull) {
      PushSocket push =
          context.push().connect(pull.endpoints().get(0).address()).open().block(PATIENCE);
      StepVerifier.create(pull.receive())
          .then(() -> push.send(ZmqMessage.of("a")).subscribe())
          .expectNextCount(1)
          .thenCancel()
          .verify(PATIENCE);
      pull.disposeLater().block(PATIENCE);
      push.send(ZmqMessage.of("b")).subscribe(sent -> {}, disposed -> {});
      push.dispose();
    }
  }

  private static Throwable failure(String method) {
    List<Throwable> failures = failures(method);
    assertThat(failures).hasSize(1);
    return failures.get(0);
  }

  private static List<Throwable> failures(String method) {
    return failures(Careless.class, method);
  }

  private static List<Throwable> failures(Class<?> tests, String method) {
    Class<?>[] parameters =
        Arrays.stream(tests.getDeclaredMethods())
            .filter(each -> each.getName().equals(method))
            .findFirst()
            .orElseThrow()
            .getParameterTypes();
    Events events =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectMethod(tests, method, parameters))
            .execute()
            .testEvents();
    assertThat(events.finished().count()).isOne();
    return events
        .finished()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .flatMap(result -> result.getThrowable().stream())
        .toList();
  }
}
