package reactor.zmtp.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SendingSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** Several sends at once, from any threads, interleave whole messages. */
class ConcurrentSendsTest extends Scene {

  private static final int SENDS = 8;
  private static final int EACH = 2000;

  @ParameterizedTest
  @EnumSource(names = {"PUSH", "DEALER", "PAIR"}) // which send messages of several frames
  void sendsFromManyThreadsInterleaveWholeMessagesEachInItsOrder(Sender type) {
    SendingSocket socket = type.open(zmq, 50);
    ZmtpPeer peer = join(socket, type.peer());
    List<Mono<Void>> sends = new ArrayList<>();
    for (int i = 0; i < SENDS; i++) {
      int sender = i;
      Flux<ZmqMessage> messages =
          Flux.range(0, EACH).map(n -> message(sender, n)).subscribeOn(Schedulers.parallel());
      sends.add(socket.send(messages));
    }

    Mono<List<List<byte[]>>> received =
        Flux.defer(peer::receiveMessage).repeat().take((long) SENDS * EACH).collectList();
    List<List<byte[]>> all = await(received.zipWith(Mono.when(sends).thenReturn(true))).getT1();

    Map<Integer, Integer> next = new HashMap<>();
    for (List<byte[]> frames : all) {
      int sender = Integer.parseInt(text(frames.get(0)));
      int number = next.merge(sender, 1, Integer::sum) - 1;
      assertThat(frames).hasSize(frameCount(number));
      assertThat(frames).allSatisfy(f -> assertThat(text(f)).startsWith(sender + ""));
      assertThat(text(frames.get(frames.size() - 1))).isEqualTo(sender + last(number));
    }
    assertThat(next.values()).hasSize(SENDS).containsOnly(EACH);
  }

  @Test
  void manyThreadsMaySendOneMessageEach() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(10).connect(address(pull)));
    Mono<Long> received = pull.receive().take(2000).distinct(ZmqMessage::text).count();

    Mono<Void> sent =
        Flux.range(0, 2000)
            .parallel(4)
            .runOn(Schedulers.parallel())
            .flatMap(n -> push.send(ZmqMessage.of("" + n)), false, 100)
            .then();

    assertThat(await(received.zipWith(sent.thenReturn(true))).getT1()).isEqualTo(2000);
  }

  @Test
  void sendsThatAreSilentHoldUpNoneThatIsNotHoweverSmallTheMark() {
    PullSocket pull = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket push = open(zmq.push().sendHighWaterMark(1));
    for (int i = 0; i < 5; i++) {
      keep(push.send(Flux.never()).subscribe());
    }
    Mono<Void> sent = begun(push.send(ZmqMessage.of("said")));

    await(push.connect(address(pull)));

    assertThat(await(pull.receive().next()).text()).isEqualTo("said");
    await(sent);
  }

  @Test
  void aSendThatIsSilentDoesNotHoldUpAnother() {
    PushSocket push = open(zmq.push().sendHighWaterMark(10).bind(Anywhere.endpoint()));
    ZmtpPeer peer = join(push, "PULL");
    keep(push.send(Flux.never()).subscribe());
    until(push, m -> m.peers() == 1);

    Mono<Void> sent = push.send(Flux.range(0, 1000).map(n -> message(1, n)));

    Mono<Long> received = Flux.defer(peer::receiveMessage).repeat().take(1000).count();
    assertThat(await(received.zipWith(sent.thenReturn(true))).getT1()).isEqualTo(1000);
  }

  @Test
  void sendsShareThePeerAlike() {
    PushSocket push = open(zmq.push().sendHighWaterMark(100).bind(Anywhere.endpoint()));
    for (int i = 0; i < 4; i++) {
      int sender = i;
      keep(push.send(Flux.range(0, 1 << 30).map(n -> message(sender, n))).subscribe());
    }
    metrics(push); // all have begun

    ZmtpPeer peer = join(push, "PULL");

    List<List<byte[]>> all =
        await(Flux.defer(peer::receiveMessage).repeat().take(8000).collectList());

    Map<String, Integer> shares = new HashMap<>();
    for (List<byte[]> frames : all) {
      shares.merge(text(frames.get(0)), 1, Integer::sum);
    }
    assertThat(shares).hasSize(4);
    assertThat(shares.values()).allSatisfy(share -> assertThat(share).isGreaterThan(1000));
  }

  /** One to three frames, of which the last says the number. */
  private static ZmqMessage message(int sender, int number) {
    byte[][] frames = new byte[frameCount(number)][];
    for (int i = 0; i < frames.length; i++) {
      String text = i == frames.length - 1 && i > 0 ? sender + last(number) : "" + sender;
      frames[i] = text.getBytes(StandardCharsets.US_ASCII);
    }
    return ZmqMessage.wrap(frames);
  }

  private static int frameCount(int number) {
    return 1 + number % 3;
  }

  private static String last(int number) {
    return frameCount(number) > 1 ? " " + number : "";
  }

  private static String text(byte[] frame) {
    return new String(frame, StandardCharsets.US_ASCII);
  }
}
