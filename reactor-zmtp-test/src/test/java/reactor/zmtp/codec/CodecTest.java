package reactor.zmtp.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.ByteArrayDecoder;
import org.springframework.core.codec.CharSequenceEncoder;
import org.springframework.core.codec.StringDecoder;
import org.springframework.util.MimeTypeUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.DataBufferCodec;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.DishSocket;
import reactor.zmtp.GroupValue;
import reactor.zmtp.JacksonCodec;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RoutingId;
import reactor.zmtp.SocketEvent.HandlerFailed;
import reactor.zmtp.SubSocket;
import reactor.zmtp.UndecodableMessageException;
import reactor.zmtp.ZmqCodec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Sockets send and receive values, through a codec. */
class CodecTest extends Scene {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ZmqCodec<Quote> QUOTES = JacksonCodec.of(JSON, Quote.class);
  private static final ZmqCodec<Integer> NUMBERS =
      ZmqCodec.of(
          number -> ZmqMessage.of(Integer.toString(number)),
          message -> Integer.valueOf(message.text()));

  /** A value. */
  public record Quote(String symbol, int price) {}

  /** A codec, and values that go through it. */
  record Way<T>(String name, ZmqCodec<T> codec, Function<Integer, T> value) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Way<?>> ways() {
    return List.of(
        new Way<>("text", ZmqCodec.text(), i -> "text " + i),
        new Way<>(
            "buffers",
            ZmqCodec.buffers(),
            i -> ByteBuffer.wrap(("buffer " + i).getBytes(StandardCharsets.UTF_8))),
        new Way<>("Jackson", QUOTES, i -> new Quote("AAPL", i)),
        new Way<>(
            "Jackson, generic",
            JacksonCodec.of(JSON, new TypeReference<List<Quote>>() {}),
            i -> List.of(new Quote("AAPL", i), new Quote("MSFT", i))),
        new Way<>(
            "Spring",
            DataBufferCodec.of(
                CharSequenceEncoder.textPlainOnly(),
                StringDecoder.textPlainOnly(),
                ResolvableType.forClass(String.class),
                MimeTypeUtils.TEXT_PLAIN),
            i -> "text " + i));
  }

  private PullSocket pull() {
    return open(zmq.pull().bind(Anywhere.endpoint()));
  }

  private PushSocket push(PullSocket pull) {
    return open(zmq.push().connect(pull.address()));
  }

  @ParameterizedTest
  @MethodSource("ways")
  <T> void valuesArriveAsTheyWereSent(Way<T> way) {
    PullSocket pull = pull();
    List<T> values = Flux.range(0, 100).map(way.value()).collectList().block();

    Mono<Void> sent = begun(push(pull).send(Flux.fromIterable(values), way.codec()));

    assertThat(await(pull.receive(way.codec()).take(100).collectList())).isEqualTo(values);
    await(sent);
  }

  @Test
  void bytesAreTheReceiversOwn() {
    byte[] sent = {1, 2, 3};
    ZmqMessage message = ZmqCodec.bytes().encode(sent);
    sent[0] = 9;

    assertThat(ZmqCodec.bytes().decode(message)).containsExactly(1, 2, 3);
  }

  @Test
  void aMessageThatDoesNotDecodeIsReportedAndTheOthersArrive() {
    PullSocket pull = pull();
    List<UndecodableMessageException> reported = new CopyOnWriteArrayList<>();
    Flux<ZmqMessage> messages =
        Flux.range(0, 1000).map(i -> ZmqMessage.of(i == 500 ? "no number" : Integer.toString(i)));

    Mono<Void> sent = begun(push(pull).send(messages));

    assertThat(await(pull.receive(NUMBERS, reported::add).take(999).collectList()))
        .hasSize(999)
        .doesNotContain(500)
        .isSorted();
    assertThat(reported).hasSize(1);
    assertThat(reported.get(0).undecodable().text()).isEqualTo("no number");
    assertThat(reported.get(0)).hasCauseInstanceOf(NumberFormatException.class);
    await(sent);
  }

  @Test
  void oneThatNobodyIsToldOfIsDropped() {
    PullSocket pull = pull();
    List<Throwable> dropped = new CopyOnWriteArrayList<>();
    Consumer<Throwable> hook = dropped::add;

    Mono<Void> sent =
        begun(push(pull).send(Flux.just("no number", "7").map(text -> ZmqMessage.of(text))));

    assertThat(
            await(
                pull.receive(NUMBERS)
                    .next()
                    .contextWrite(c -> c.put("reactor.onErrorDropped.local", hook))))
        .isEqualTo(7);
    assertThat(dropped).hasSize(1).allMatch(UndecodableMessageException.class::isInstance);
    await(sent);
  }

  @Test
  void aCodecThatBreaksTheRulesCostsOneMessageAtATime() {
    PullSocket pull = pull();
    Consumer<Throwable> hook =
        dropped -> {
          throw new IllegalStateException("a hook that throws", dropped);
        };
    ZmqCodec<Integer> faulty =
        ZmqCodec.of(
            number -> ZmqMessage.of("" + number),
            message -> {
              if (message.text().equals("too deep")) {
                throw new StackOverflowError();
              }
              return message.text().equals("null") ? null : Integer.valueOf(message.text());
            });

    Mono<Void> sent =
        begun(
            push(pull)
                .send(Flux.just("null", "too deep", "no number", "7").map(t -> ZmqMessage.of(t))));

    assertThat(
            await(
                pull.receive(faulty)
                    .next()
                    .contextWrite(c -> c.put("reactor.onErrorDropped.local", hook))))
        .isEqualTo(7);
    await(sent);
  }

  @Test
  void whoIsToldMayEndTheStream() {
    PullSocket pull = pull();
    Mono<Void> sent = begun(push(pull).send(ZmqMessage.of("no number")));

    StepVerifier.create(
            pull.receive(
                NUMBERS,
                undecodable -> {
                  throw undecodable;
                }))
        .verifyError(UndecodableMessageException.class);
    await(sent);
  }

  @Test
  void demandIsHonouredToTheValueAlsoWhereOneDoesNotDecode() {
    PullSocket pull = pull();
    List<UndecodableMessageException> reported = new ArrayList<>();
    await(push(pull).send(Flux.just("a", "1", "b", "2", "3").map(text -> ZmqMessage.of(text))));
    until(pull, metrics -> metrics.waitingToReceive() == 5);

    StepVerifier.create(pull.receive(NUMBERS, reported::add), 2)
        .expectNext(1, 2)
        .thenCancel()
        .verify();

    assertThat(await(pull.receive(NUMBERS).next())).isEqualTo(3);
    assertThat(reported).hasSize(2);
  }

  @Test
  void aValueThatDoesNotEncodeFailsItsSend() {
    PushSocket push = push(pull());
    ZmqCodec<String> broken =
        ZmqCodec.of(
            value -> {
              throw new IllegalStateException("no");
            },
            ZmqMessage::text);

    assertThatThrownBy(() -> await(push.send(Mono.just("a"), broken))).hasMessageContaining("no");
    await(push.send(Mono.just("a"), ZmqCodec.text()));
  }

  @Test
  void requestsAndRepliesAreValues() {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(rep.reply(ZmqCodec.text(), symbol -> Mono.just(new Quote(symbol, 7)), QUOTES).subscribe());
    ReqSocket req = open(zmq.req().connect(rep.address()));

    assertThat(await(req.request("AAPL", ZmqCodec.text(), QUOTES))).isEqualTo(new Quote("AAPL", 7));
  }

  @Test
  void aRequestThatDoesNotDecodeIsAnsweredByOnError() {
    Events events = new Events();
    RepSocket rep =
        open(
            zmq.rep()
                .doOnEvent(events)
                .onError(error -> ZmqMessage.of("sorry"))
                .bind(Anywhere.endpoint()));
    keep(rep.reply(NUMBERS, Mono::just, NUMBERS).subscribe());
    ReqSocket req = open(zmq.req().connect(rep.address()));

    assertThat(await(req.request("no number", ZmqCodec.text(), ZmqCodec.text())))
        .isEqualTo("sorry");
    assertThat(events.await(HandlerFailed.class).cause())
        .isInstanceOf(UndecodableMessageException.class);
    assertThatThrownBy(() -> await(req.request("1 2", ZmqCodec.text(), NUMBERS)))
        .isInstanceOf(UndecodableMessageException.class);
  }

  @Test
  void aTopicGoesBeforeTheValue() {
    ZmqCodec<Quote> byTopic = QUOTES.withTopic(Quote::symbol);
    PubSocket pub = open(zmq.pub().bind(Anywhere.endpoint()));
    SubSocket sub = open(zmq.sub().connect(pub.address()).subscribe("MSFT"));
    await(pub.awaitSubscribers("MSFT", 1));

    Mono<Void> sent =
        begun(pub.send(Flux.just(new Quote("AAPL", 1), new Quote("MSFT", 2)), byTopic));

    assertThat(await(sub.receive(byTopic).next())).isEqualTo(new Quote("MSFT", 2));
    await(sent);
  }

  @Test
  void aValueIsOneFrame() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ZmqCodec.text().decode(ZmqMessage.of("AAPL", "7")))
        .withMessageContaining("2")
        .withMessageContaining("withTopic");
  }

  @Test
  void anEncoderAndADecoderMustGoTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DataBufferCodec.<String>of(
                    CharSequenceEncoder.textPlainOnly(),
                    new ByteArrayDecoder(),
                    ResolvableType.forClass(String.class),
                    MimeTypeUtils.TEXT_PLAIN));
  }

  @Test
  void aRouterKnowsWhoseValueItIsAndAnswersWithAnother() {
    RouterSocket router = open(zmq.router().bind(Anywhere.endpoint()));
    DealerSocket dealer =
        open(zmq.dealer().routingId(RoutingId.of("ann")).connect(router.address()));
    List<UndecodableMessageException> reported = new CopyOnWriteArrayList<>();
    keep(
        router
            .send(
                router
                    .receive(NUMBERS, reported::add)
                    .map(asked -> asked.reply("%s %d".formatted(asked.peer(), asked.value()))),
                ZmqCodec.text())
            .subscribe());

    await(dealer.send(Flux.just("1", "two", "3"), ZmqCodec.text()));

    assertThat(await(dealer.receive(ZmqCodec.text()).take(2).collectList()))
        .containsExactly("ann 1", "ann 3");
    assertThat(reported).extracting(e -> e.undecodable().text()).containsExactly("two");
  }

  @Test
  void aValueIsSentToAGroupAndComesWithIt() {
    RadioSocket radio = open(zmq.radio().bind(Anywhere.endpoint()));
    DishSocket dish = open(zmq.dish().connect(radio.address()));
    await(dish.join("even"));
    Mono<List<GroupValue<Integer>>> seen = begun(dish.receive(NUMBERS).take(2).collectList());

    keep(
        radio
            .send(
                Flux.interval(Duration.ofMillis(5))
                    .onBackpressureDrop()
                    .map(i -> new GroupValue<>(i % 2 == 0 ? "even" : "odd", i.intValue())),
                NUMBERS)
            .subscribe());

    assertThat(await(seen))
        .allSatisfy(each -> assertThat(each.group()).isEqualTo("even"))
        .allSatisfy(each -> assertThat(each.value() % 2).isZero());
  }

  @Test
  void aSharedTopicIsValues() {
    PubSocket pub = open(zmq.pub().bind(Anywhere.endpoint()));
    SubSocket sub = open(zmq.sub().connect(pub.address()));
    ZmqCodec<Quote> quotes = QUOTES.withTopic(Quote::symbol);
    Mono<List<Quote>> seen = begun(sub.topic("AAPL", quotes).take(2).collectList());
    await(pub.awaitSubscribers("AAPL", 1));

    await(
        pub.send(
            Flux.just(new Quote("MSFT", 1), new Quote("AAPL", 2), new Quote("AAPL", 3)), quotes));

    assertThat(await(seen)).containsExactly(new Quote("AAPL", 2), new Quote("AAPL", 3));
  }

  @Test
  void manyValuesAreRequestsAtATime() {
    RepSocket rep = open(zmq.rep().bind(Anywhere.endpoint()));
    keep(rep.reply(NUMBERS, number -> Mono.just("got " + number), ZmqCodec.text()).subscribe());
    ReqSocket req = open(zmq.req().correlate(true).connect(rep.address()));

    List<String> replies =
        await(req.request(Flux.range(0, 100), 16, NUMBERS, ZmqCodec.text()).collectList());

    assertThat(replies)
        .containsExactlyInAnyOrderElementsOf(
            Flux.range(0, 100).map(number -> "got " + number).toIterable());
  }

  @Test
  void aSocketOfItsOwnSendsAndReceivesValues() {
    PullSocket pull = pull();
    Mono<List<Integer>> seen = begun(pull.receive(NUMBERS).take(3).collectList());

    await(zmq.push().connect(pull.address()).send(Flux.just(1, 2, 3), NUMBERS));

    assertThat(await(seen)).containsExactly(1, 2, 3);
  }
}
