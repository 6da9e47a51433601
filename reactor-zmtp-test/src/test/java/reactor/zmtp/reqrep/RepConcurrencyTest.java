package reactor.zmtp.reqrep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** Which requests of a REP are served at the same time, and which wait for one another. */
class RepConcurrencyTest extends Scene {

  private RepSocket rep() {
    return open(zmq.rep().bind(Anywhere.endpoint()));
  }

  private static Mono<ZmqMessage> echo(ZmqMessage request) {
    return Mono.just(ZmqMessage.of("re:" + request.text()));
  }

  @Test
  void requestsOfDifferentPeersAreServedAtTheSameTime() {
    RepSocket rep = rep();
    Sinks.One<ZmqMessage> slow = Sinks.one();
    keep(
        rep.reply(request -> request.text().equals("slow") ? slow.asMono() : echo(request))
            .subscribe());
    ZmtpPeer one = join(rep, "REQ");
    ZmtpPeer other = join(rep, "REQ");

    await(one.script().message("", "slow"));
    until(rep, m -> m.received() == 1);
    await(other.script().message("", "quick").expectMessage("", "re:quick"));
    slow.tryEmitValue(ZmqMessage.of("at last"));

    await(one.script().expectMessage("", "at last"));
  }

  @Test
  void requestsThatNothingTellsApartAreServedOneAfterAnother() {
    RepSocket rep = rep();
    Sinks.One<ZmqMessage> slow = Sinks.one();
    List<String> served = new CopyOnWriteArrayList<>();
    keep(
        rep.reply(
                request -> {
                  served.add(request.text());
                  return request.text().equals("slow") ? slow.asMono() : echo(request);
                })
            .subscribe());
    ZmtpPeer dealer = join(rep, "DEALER");

    await(dealer.script().message("", "slow").message("", "quick"));
    until(rep, m -> m.waitingToReceive() == 1);
    assertThat(served).containsExactly("slow");
    slow.tryEmitValue(ZmqMessage.of("at last"));

    await(dealer.script().expectMessage("", "at last").expectMessage("", "re:quick"));
  }

  /** What may stand before the empty frame: nothing, a request id, a device's client and both. */
  @ParameterizedTest
  @CsvSource({", 1", "1, 2", "me, you", "me+1, me+2", "me+1, you+1"})
  void requestsOfOnePeerAreServedAtTheSameTimeIfTheirEnvelopesTellThemApart(
      @Nullable String one, String other) {
    RepSocket rep = rep();
    keep(
        rep.reply(request -> request.text().equals("stuck") ? Mono.never() : echo(request))
            .subscribe());

    await(
        join(rep, "DEALER")
            .script()
            .message(enveloped(one, "stuck"))
            .message(enveloped(other, "A"))
            .expectMessage(enveloped(other, "re:A"))
            .message(enveloped(other, "B"))
            .expectMessage(enveloped(other, "re:B")));
  }

  private static byte[][] enveloped(@Nullable String ids, String text) {
    Stream<String> envelope = ids == null ? Stream.of("") : Stream.of((ids + "+").split("\\+", -1));
    return Stream.concat(envelope, Stream.of(text))
        .map(RepConcurrencyTest::utf8)
        .toArray(byte[][]::new);
  }

  private static byte[] utf8(String frame) {
    return frame.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void repliesComeInWhateverOrderTheyAreReady() {
    RepSocket rep = rep();
    Map<String, Sinks.One<ZmqMessage>> replies =
        Map.of("A", Sinks.one(), "B", Sinks.one(), "C", Sinks.one());
    keep(rep.reply(request -> replies.get(request.text()).asMono()).subscribe());
    ZmtpPeer dealer = join(rep, "DEALER");
    await(dealer.script().message("1", "", "A").message("2", "", "B").message("3", "", "C"));
    until(rep, m -> m.received() == 3);

    for (String next : List.of("C", "A", "B")) {
      replies.get(next).tryEmitValue(ZmqMessage.of(next));
    }

    await(
        dealer
            .script()
            .expectMessage("3", "", "C")
            .expectMessage("1", "", "A")
            .expectMessage("2", "", "B"));
  }

  @Test
  void aStuckRequestHoldsUpNoOtherOfACorrelatingReq() {
    RepSocket rep = rep();
    keep(
        rep.reply(request -> request.text().equals("stuck") ? Mono.never() : echo(request))
            .subscribe());
    ReqSocket req = open(zmq.req().correlate(true).connect(address(rep)));
    keep(req.request(ZmqMessage.of("stuck")).subscribe());

    assertThat(await(req.request(ZmqMessage.of("A"))).text()).isEqualTo("re:A");
  }

  @Test
  void aStuckRequestHoldsUpNoOtherClientBehindADevice() {
    RepSocket rep = rep();
    keep(
        rep.reply(request -> request.text().equals("stuck") ? Mono.never() : echo(request))
            .subscribe());
    RouterSocket front = open(zmq.router().bind(Anywhere.endpoint()));
    DealerSocket back = open(zmq.dealer().connect(address(rep)));
    keep(ZmqProxy.between(front, back).run().subscribe());
    ReqSocket stuck = open(zmq.req().connect(address(front)));
    keep(stuck.request(ZmqMessage.of("stuck")).subscribe());
    until(rep, m -> m.received() == 1);

    ReqSocket other = open(zmq.req().connect(address(front)));

    assertThat(await(other.request(ZmqMessage.of("A"))).text()).isEqualTo("re:A");
  }

  @Test
  void noMoreAreServedThanAreWanted() {
    RepSocket rep = rep();
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Sinks.Empty<Void> go = Sinks.empty();
    keep(
        rep.reply(
                request -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  return go.asMono().then(echo(request)).doOnTerminate(now::decrementAndGet);
                },
                2)
            .subscribe());
    List<ZmtpPeer> peers = List.of(join(rep, "REQ"), join(rep, "REQ"), join(rep, "REQ"));
    for (ZmtpPeer peer : peers) {
      await(peer.script().message("", "A"));
    }
    until(rep, m -> m.waitingToReceive() == 1 && m.received() == 2);

    go.tryEmitEmpty();

    for (ZmtpPeer peer : peers) {
      await(peer.script().expectMessage("", "re:A"));
    }
    assertThat(most).hasValue(2);
    assertThatIllegalArgumentException().isThrownBy(() -> rep.reply(RepConcurrencyTest::echo, 0));
  }
}
