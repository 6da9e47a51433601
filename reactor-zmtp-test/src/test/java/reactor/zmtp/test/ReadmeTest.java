package reactor.zmtp.test;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** The examples of this module's README. */
@ZmqTest
class ReadmeTest {

  @Test
  void whatIsPushedIsPulled(PullSocket pull, ZmqContext zmq) {
    String endpoint = pull.endpoints().get(0).address();
    Mono<Void> sent = zmq.push().connect(endpoint).send(Flux.just(ZmqMessage.of("hello")));

    StepVerifier.create(pull.receive().map(ZmqMessage::text))
        .then(sent::block)
        .expectNext("hello")
        .thenCancel()
        .verify();
  }

  @Nested
  @ZmqTest(bind = "tcp://127.0.0.1:*")
  class OverTcp {

    @Test
    void aFrameOfTooManyBytesIsRefused(PullSocket pull) {
      ZmtpPeer peer = ZmtpPeer.connect(pull.endpoints().get(0).address()).block();

      StepVerifier.create(
              peer.script()
                  .handshake("PUSH")
                  .message("good")
                  .send(ZmtpBytes.frameHeader(ZmtpBytes.LONG, 1L << 62))
                  .discardUntilClose()
                  .close())
          .verifyComplete();
    }

    @Test
    void aMessageArrivesThroughALinkThatIsHealed(PullSocket pull, ZmqContext zmq) {
      FaultyLink link = FaultyLink.to(pull.endpoints().get(0).address()).block();
      Mono<Void> sent =
          zmq.push()
              .reconnectInterval(Duration.ofMillis(10))
              .connect(link.endpoint())
              .send(Flux.just(ZmqMessage.of("hello")));

      link.truncateAt(FaultyLink.Side.TARGET, 70); // in the middle of its READY
      StepVerifier.create(pull.receive().map(ZmqMessage::text))
          .then(sent::subscribe)
          .then(() -> link.until(counts -> counts.connections() >= 3).block())
          .then(link::heal)
          .expectNext("hello")
          .thenCancel()
          .verify();
      link.dispose();
    }
  }

  @Nested
  @ZmqTest(virtualTime = true, bind = "tcp://127.0.0.1:*")
  class InVirtualTime {

    @Test
    void aPeerThatSaysNothingIsDroppedAfterAMinute(PullSocket pull, VirtualTimeScheduler time) {
      ZmtpPeer peer = ZmtpPeer.connect(pull.endpoints().get(0).address()).block();

      StepVerifier.create(peer.script().expectGreeting()).verifyComplete();
      StepVerifier.create(peer.script().discardUntilClose().close())
          .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
          .verifyComplete();
    }
  }
}
