package reactor.zmtp.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

class FanOutTest {

  private static final int MARK = 32;

  private final Subscriptions subscriptions = new Subscriptions(false);
  private final FanOut lossy = new FanOut(subscriptions, false, MARK);

  /** Notes how many messages it was told are written. */
  private static final class Sender implements WriteListener {
    int written;
    int givenUp;

    @Override
    public void written(int messages) {
      written += messages;
    }

    @Override
    public void givenUp(int messages) {
      givenUp += messages;
    }
  }

  private static final class Subscriber {
    final FakeLink link = new FakeLink();
    final Pipe pipe =
        new Pipe(
            new FakeSocket(), link, new FakePeer(), new HighWaterMarks(MARK, 10, Long.MAX_VALUE));
  }

  private final Sender sender = new Sender();

  @Test
  void aMessageGoesToEveryoneItIsFor() {
    Subscriber a = subscriber(lossy, "a");
    Subscriber all = subscriber(lossy, "");
    Subscriber b = subscriber(lossy, "b");

    assertThat(lossy.offer(message("apple"), sender)).isTrue();

    assertThat(a.link.written()).containsExactly(message("apple"));
    assertThat(all.link.written()).containsExactly(message("apple"));
    assertThat(b.link.written()).isEmpty();
  }

  @Test
  void theSenderIsToldOnceWhenAllHaveWrittenIt() {
    Subscriber a = subscriber(lossy, "");
    Subscriber b = subscriber(lossy, "");

    lossy.offer(message("x"), sender);
    a.pipe.written(1);
    assertThat(sender.written).isZero();

    b.pipe.written(1);
    assertThat(sender.written).isEqualTo(1);
  }

  @Test
  void whatOneOfThemHasWrittenIsNotGivenUp() {
    Subscriber gone = subscriber(lossy, "");
    Subscriber there = subscriber(lossy, "");
    lossy.offer(message("x"), sender);

    there.pipe.written(1);
    gone.pipe.firstUnwrittenOrigin().givenUp(1);

    assertThat(sender.written).isEqualTo(1);
    assertThat(sender.givenUp).isZero();
  }

  @Test
  void whatNoneOfThemHasWrittenIsGivenUp() {
    Subscriber gone = subscriber(lossy, "");
    subscriber(lossy, "");
    lossy.offer(message("x"), sender);

    gone.pipe.firstUnwrittenOrigin().givenUp(2);

    assertThat(sender.givenUp).isEqualTo(1);
  }

  @Test
  void whatIsForNobodyIsOverAtOnce() {
    subscriber(lossy, "a");

    assertThat(lossy.offer(message("b"), sender)).isTrue();

    assertThat(sender.givenUp).isEqualTo(1);
    assertThat(sender.written).isZero();
  }

  @Test
  void whoIsFullLosesAMessageAndTheOthersDoNot() {
    Subscriber full = subscriber(lossy, "");
    Subscriber free = subscriber(lossy, "");
    full.link.block(true);
    offer(lossy, MARK);
    free.pipe.written(MARK);

    assertThat(lossy.offer(message("one more"), sender)).isTrue();

    assertThat(full.pipe.dropped()).isEqualTo(1);
    assertThat(full.pipe.waiting()).isEqualTo(MARK);
    assertThat(free.pipe.dropped()).isZero();
    assertThat(free.link.written()).hasSize(MARK + 1);
    free.pipe.written(1);
    assertThat(sender.written).isEqualTo(1);
  }

  @Test
  void whatEverybodyLosesIsOver() {
    Subscriber full = subscriber(lossy, "");
    full.link.block(true);
    offer(lossy, MARK);

    lossy.offer(message("lost"), sender);

    assertThat(sender.givenUp).isEqualTo(1);
    assertThat(full.pipe.dropped()).isEqualTo(1);
  }

  @Test
  void withoutDropsNobodyGetsWhatOneHasNoRoomFor() {
    FanOut noDrop = new FanOut(subscriptions, true, MARK);
    Subscriber full = subscriber(noDrop, "");
    Subscriber free = subscriber(noDrop, "");
    full.link.block(true);
    offer(noDrop, MARK);
    free.pipe.written(MARK);

    assertThat(noDrop.offer(message("waits"), sender)).isFalse();
    assertThat(free.link.written()).hasSize(MARK);

    full.link.block(false);
    full.pipe.unblocked();
    full.pipe.written(1);
    assertThat(noDrop.offer(message("waits"), sender)).isTrue();
    assertThat(free.link.written()).hasSize(MARK + 1);
    assertThat(full.pipe.dropped()).isZero();
  }

  @Test
  void withoutDropsAFullPeerHoldsUpOnlyWhatIsForIt() {
    FanOut noDrop = new FanOut(subscriptions, true, MARK);
    Subscriber full = subscriber(noDrop, "a");
    Subscriber free = subscriber(noDrop, "b");
    full.link.block(true);
    for (int i = 0; i < MARK; i++) {
      noDrop.offer(message("a"), sender);
    }

    assertThat(noDrop.offer(message("b"), sender)).isTrue();
    assertThat(free.link.written()).hasSize(1);
  }

  @Test
  void publishersAreAskedForWhatTheLeastBusyPeerHasRoomFor() {
    assertThat(lossy.capacity()).isEqualTo(MARK);
    Subscriber busy = subscriber(lossy, "a");
    subscriber(lossy, "b");
    busy.link.block(true);
    lossy.offer(message("a"), sender);
    assertThat(lossy.capacity()).isEqualTo(MARK);

    lossy.offer(message("b"), sender);
    assertThat(lossy.capacity()).isEqualTo(MARK - 1);
  }

  @Test
  void whatAPeerThatWentHadRoomForIsNoRoom() {
    Subscriber idle = subscriber(lossy, "b");
    subscriber(lossy, "a").link.block(true);
    for (int i = 0; i < MARK; i++) {
      lossy.offer(message("a"), sender);
    }
    assertThat(lossy.capacity()).isEqualTo(MARK);

    lossy.remove(idle.pipe);

    assertThat(lossy.capacity()).isEqualTo(MARK / 16);
  }

  @Test
  void whenAllAreFullPublishersAreAskedForLittleButNotForNothing() {
    subscriber(lossy, "").link.block(true);
    offer(lossy, MARK + 10);

    assertThat(lossy.capacity()).isEqualTo(MARK / 16);
  }

  @Test
  void aPublisherIsAskedForABatchEvenIfTheMarkIsNoBound() {
    FanOut unbounded = new FanOut(subscriptions, false, Integer.MAX_VALUE);

    assertThat(unbounded.capacity()).isEqualTo(1024);
  }

  @Test
  void theNextMessageMayBeForOneAlone() {
    Subscriber old = subscriber(lossy, "a");
    Subscriber fresh = subscriber(lossy, "a");

    lossy.nextOnlyTo(fresh.pipe);
    lossy.offer(message("a last value"), sender);
    lossy.offer(message("a new value"), sender);

    assertThat(old.link.written()).containsExactly(message("a new value"));
    assertThat(fresh.link.written())
        .containsExactly(message("a last value"), message("a new value"));
  }

  @Test
  void theNextMessageIsForNobodyIfItIsNotForThatOne() {
    Subscriber old = subscriber(lossy, "a");
    Subscriber fresh = subscriber(lossy, "b");

    lossy.nextOnlyTo(fresh.pipe);
    lossy.offer(message("a"), sender);

    assertThat(old.link.written()).isEmpty();
    assertThat(fresh.link.written()).isEmpty();
    assertThat(sender.givenUp).isEqualTo(1);
  }

  @Test
  void whoWentGetsNothing() {
    Subscriber gone = subscriber(lossy, "");
    lossy.nextOnlyTo(gone.pipe);
    lossy.remove(gone.pipe);
    Subscriber there = subscriber(lossy, "");

    lossy.offer(message("x"), sender);

    assertThat(gone.link.written()).isEmpty();
    assertThat(there.link.written()).hasSize(1);
  }

  @Test
  void aSenderWhoIsToldMayNotSendInTheMiddleOfAMessage() {
    boolean[] taken = {true};
    Subscriber a = subscriber(lossy, "");
    WriteListener impatient = n -> taken[0] = lossy.offer(message("second"), sender);
    Pipe telling =
        new Pipe(
            new FakeSocket(),
            new FakeLink() {
              @Override
              public void write(DefaultMessage message) {
                impatient.written(1);
              }
            },
            new FakePeer(),
            new HighWaterMarks(MARK, 10, Long.MAX_VALUE));
    lossy.add(telling);
    subscriptions.subscribe(telling, new byte[0]);

    lossy.offer(message("first"), sender);

    assertThat(taken[0]).isFalse();
    assertThat(a.link.written()).containsExactly(message("first"));
  }

  @Test
  void withDropsPublishersAreAskedForMoreAsSoonAsTheirMessagesAreDealtOut() {
    assertThat(lossy.drops()).isTrue();
    assertThat(new FanOut(subscriptions, true, MARK).drops()).isFalse();
  }

  @Test
  void publishersGoOnOnlyAfterTheChannelsHadATurn() {
    assertThat(lossy.yields()).isTrue();
    assertThat(new FanOut(subscriptions, true, MARK).yields()).isTrue();
  }

  @Test
  void withoutDropsPublishersAreAskedForAsMuchAsTheMarkWhoeverIsFull() {
    FanOut lossless = new FanOut(subscriptions, true, MARK);
    subscriber(lossless, "");
    offer(lossless, MARK);

    assertThat(lossless.capacity()).isEqualTo(MARK);
  }

  @Test
  void whatWasNotWrittenToWhoWentDoesNotGoToOthers() {
    assertThat(lossy.reroutes()).isFalse();
  }

  private void offer(FanOut fanOut, int messages) {
    for (int i = 0; i < messages; i++) {
      fanOut.offer(message("m" + i), n -> {});
    }
  }

  private Subscriber subscriber(FanOut fanOut, String topic) {
    Subscriber subscriber = new Subscriber();
    fanOut.add(subscriber.pipe);
    subscriptions.subscribe(subscriber.pipe, topic.getBytes(StandardCharsets.UTF_8));
    return subscriber;
  }

  private static DefaultMessage message(String text) {
    return new DefaultMessage(text.getBytes(StandardCharsets.UTF_8));
  }
}
