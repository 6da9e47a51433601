package reactor.zmtp.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.zmtp.RoutingId;
import reactor.zmtp.message.DefaultMessage;

/** Where the marks are obeyed. */
class PipeTest {

  private final FakeSocket socket = new FakeSocket();
  private final FakeLink link = new FakeLink();
  private final List<Integer> told = new ArrayList<>();
  private final WriteListener listener = told::add;

  // Outbound.

  @Test
  void aMessageIsWrittenAtOnceAndWaitsUntilItIsTold() {
    Pipe pipe = pipe(10, 10);

    pipe.send(message(1), listener);
    assertThat(link.written()).containsExactly(message(1));
    assertThat(pipe.waiting()).isEqualTo(1);
    assertThat(told).isEmpty();

    pipe.written(1);
    assertThat(pipe.waiting()).isZero();
    assertThat(told).containsExactly(1);
  }

  @Test
  void itIsReadyUntilAsManyWaitAsTheMark() {
    Pipe pipe = pipe(2, 10);

    pipe.send(message(1), listener);
    assertThat(pipe.isReady()).isTrue();
    pipe.send(message(2), listener);
    assertThat(pipe.isReady()).isFalse();
    pipe.written(1);
    assertThat(pipe.isReady()).isTrue();
  }

  @Test
  void itIsNotReadyWhileTheLinkIsBlocked() {
    Pipe pipe = pipe(2, 10);

    link.block(true);
    assertThat(pipe.isReady()).isFalse();
    link.block(false);
    assertThat(pipe.isReady()).isTrue();
  }

  @Test
  void theSocketIsToldOfRoom() {
    Pipe pipe = pipe(2, 10);
    pipe.send(message(1), listener);

    pipe.written(0);
    assertThat(socket.room()).isZero();
    pipe.written(1);
    assertThat(socket.room()).isEqualTo(1);
    pipe.unblocked();
    assertThat(socket.room()).isEqualTo(2);
  }

  @Test
  void theSocketIsToldOfRoomWhenGrantsAreNotSeenAnyMore() {
    Pipe pipe = pipe(10, 2);
    pipe.useCredit(new Credit(0, 1, Credit.UNLIMITED));
    pipe.send(message(1), listener);
    pipe.written(1);
    assertThat(pipe.isReady()).isFalse();
    int before = socket.room();

    pipe.receive(message(2));
    assertThat(socket.room()).isEqualTo(before);
    pipe.receive(message(3)); // the high-water mark: nothing is read, and no grant

    assertThat(socket.room()).isGreaterThan(before);
    assertThat(pipe.isReady()).isTrue();
  }

  @Test
  void aNoticeThatFillsTheQueueDoesNotReplaceCredit() {
    Pipe pipe = pipe(10, 1);
    pipe.useCredit(new Credit(0, 1, Credit.UNLIMITED));
    pipe.notice(message(0));
    pipe.send(message(1), listener);
    pipe.written(1);

    assertThat(pipe.isReady()).isFalse();
  }

  @Test
  void aNoticeThatWaitsIsNothingThatThePeerSent() {
    Pipe pipe =
        new Pipe(socket, link, new FakePeer(), HighWaterMarks.ofOptions(10, 0, 1, 0, false, true));
    pipe.useCredit(Credit.UNBOUNDED);
    pipe.notice(message(0));
    socket.demand(100);

    pipe.grantDemand();

    assertThat(link.granted()).containsExactly(new Credit(0, 100, Credit.UNLIMITED));
  }

  @Test
  void noMessageIsLeftWhenTheBytesAreSpent() {
    Pipe pipe =
        new Pipe(
            socket, link, new FakePeer(), HighWaterMarks.ofOptions(10, 0, 10, 30, false, true));
    pipe.useCredit(new Credit(0, 5, 30));
    assertThat(pipe.sendCredit()).isEqualTo(5);
    assertThat(pipe.receiveCredit()).isEqualTo(10);

    pipe.send(message(1), listener);
    pipe.receive(message(2));

    assertThat(pipe.sendCredit()).isZero();
    assertThat(pipe.receiveCredit()).isZero();
  }

  @Test
  void aMarkOfBytesThatCannotBeAnnouncedIsNoBound() {
    assertThat(HighWaterMarks.ofOptions(1, 0, 2, 1_000_000_000_000_000_000L, false, true))
        .isEqualTo(HighWaterMarks.ofOptions(1, 0, 2, 0, false, true));
    assertThat(
            HighWaterMarks.ofOptions(1, 0, 2, 999_999_999_999_999_999L, false, true).receiveBytes())
        .isEqualTo(999_999_999_999_999_999L);
  }

  @Test
  void theOriginIsToldBeforeTheSocket() {
    Pipe pipe = pipe(2, 10);
    pipe.send(message(1), n -> assertThat(socket.room()).isZero());

    pipe.written(1);

    assertThat(socket.room()).isEqualTo(1);
  }

  @Test
  void itIsFlushedOnceForAllThatWasSent() {
    Pipe pipe = pipe(10, 10);

    pipe.send(message(1), listener);
    pipe.send(message(2), listener);
    assertThat(socket.unflushed()).isEqualTo(1);
    pipe.flush();

    assertThat(link.flushes()).isEqualTo(1);
    pipe.send(message(3), listener);
    assertThat(socket.unflushed()).isEqualTo(2);
  }

  @Test
  void whatIsSentWhileTheChannelTakesNoBytesIsWrittenInOrderWhenItDoes() {
    Pipe pipe = pipe(10, 10);
    pipe.send(message(1), listener);
    link.block(true);
    pipe.send(message(2), listener);
    pipe.send(message(3), listener);
    assertThat(link.written()).containsExactly(message(1));
    assertThat(pipe.waiting()).isEqualTo(3);

    link.block(false);
    pipe.unblocked();

    assertThat(link.written()).containsExactly(message(1), message(2), message(3));
  }

  @Test
  void aFullPipeHasNoRoom() {
    Pipe pipe = pipe(2, 10);
    link.block(true);
    pipe.send(message(1), listener);
    assertThat(pipe.hasRoom()).isTrue();
    assertThat(pipe.isReady()).isFalse();
    pipe.send(message(2), listener);

    assertThat(pipe.hasRoom()).isFalse();
  }

  @Test
  void withConflateOnlyTheNewestWaits() {
    Pipe pipe =
        new Pipe(socket, link, new FakePeer(), HighWaterMarks.ofOptions(1, 0, 1, 0, true, false));
    link.block(true);
    for (int i = 1; i <= 3; i++) {
      assertThat(pipe.hasRoom()).isTrue();
      pipe.send(message(i), listener);
      pipe.receive(message(10 + i));
    }

    link.block(false);
    pipe.unblocked();

    assertThat(link.written()).containsExactly(message(3));
    assertThat(pipe.queued()).isEqualTo(1);
    assertThat(pipe.poll()).isEqualTo(message(13));
  }

  @Test
  void theMessageWhosePlaceANewerOneTakesIsDealtWith() {
    Pipe pipe =
        new Pipe(socket, link, new FakePeer(), HighWaterMarks.ofOptions(1, 0, 1, 0, true, false));
    link.block(true);

    pipe.send(message(1), listener);
    assertThat(told).isEmpty();
    pipe.send(message(2), listener);

    assertThat(told).containsExactly(1);
  }

  @Test
  void aMessageThatReachesTheMarkOfBytesIsTheLast() {
    long mark = bytes(4).cost();
    Pipe pipe =
        new Pipe(
            socket, link, new FakePeer(), HighWaterMarks.ofOptions(10, mark, 10, 0, false, false));
    assertThat(pipe.hasRoom()).isTrue();

    pipe.send(bytes(4), listener);

    assertThat(pipe.hasRoom()).isFalse();
  }

  @Test
  void theMessageThatPassesTheMarkOfBytesIsTheLastUntilBytesAreWritten() {
    long mark = bytes(4).cost() + 1;
    Pipe pipe =
        new Pipe(
            socket, link, new FakePeer(), HighWaterMarks.ofOptions(10, mark, 10, 0, false, false));
    pipe.send(bytes(4), listener);
    assertThat(pipe.isReady()).isTrue();

    pipe.send(new DefaultMessage(new byte[100]), listener);
    assertThat(pipe.isReady()).isFalse();
    assertThat(pipe.hasRoom()).isFalse();
    pipe.written(1);
    assertThat(pipe.isReady()).isFalse();
    pipe.written(1);

    assertThat(pipe.isReady()).isTrue();
    assertThat(pipe.hasRoom()).isTrue();
  }

  @Test
  void bytesThatAreTakenBackDoNotCount() {
    Pipe pipe =
        new Pipe(
            socket, link, new FakePeer(), HighWaterMarks.ofOptions(10, 5, 10, 0, false, false));
    pipe.send(new DefaultMessage(new byte[5]), listener);
    assertThat(pipe.hasRoom()).isFalse();

    pipe.removeFirstUnwritten();

    assertThat(pipe.hasRoom()).isTrue();
  }

  @Test
  void dropsAreCountedAndToldOnceUntilTheyAreTaken() {
    Pipe pipe = pipe(2, 10);
    pipe.drop();
    pipe.drop();
    assertThat(socket.dropping()).isEqualTo(1);

    assertThat(pipe.takeDropped()).isEqualTo(2);
    pipe.drop();

    assertThat(socket.dropping()).isEqualTo(2);
    assertThat(pipe.takeDropped()).isEqualTo(1);
    assertThat(pipe.dropped()).isEqualTo(3);
  }

  @Test
  void anAnnouncementIsNotCounted() {
    Pipe pipe = pipe(1, 10);
    link.block(true);
    pipe.send(message(1), listener);

    pipe.announce(Announcement.SUBSCRIBE, new byte[] {'a'});

    assertThat(link.announced()).containsExactly("SUBSCRIBE a");
    assertThat(pipe.waiting()).isEqualTo(1);
  }

  @Test
  void anAnnouncementIsFlushed() {
    Pipe pipe = pipe(1, 10);

    pipe.announce(Announcement.SUBSCRIBE, new byte[] {'a'});

    assertThat(socket.unflushed()).isEqualTo(1);
  }

  @Test
  void whatWaitedForTheChannelIsFlushedWhenItTakesBytes() {
    Pipe pipe = pipe(10, 10);
    link.block(true);
    pipe.send(message(1), listener);
    assertThat(link.flushes()).isZero();

    link.block(false);
    pipe.unblocked();

    assertThat(link.flushes()).isEqualTo(1);
  }

  @Test
  void whatWaitsForCreditIsWrittenWhenThePeerGrantsIt() {
    Pipe pipe = pipe(10, 10);
    pipe.useCredit(new Credit(0, 1, Credit.UNLIMITED));
    pipe.send(message(1), listener);
    pipe.send(message(2), listener);
    pipe.send(message(3), listener);
    assertThat(link.written()).containsExactly(message(1));

    pipe.granted(new Credit(1, 2, Credit.UNLIMITED));

    assertThat(link.written()).containsExactly(message(1), message(2));
  }

  @Test
  void onlyAPeerThatGrantsCreditHasMessagesInFlight() {
    Pipe unlimited = pipe(10, 10);
    Pipe limited = pipe(10, 10);
    limited.useCredit(new Credit(0, 5, Credit.UNLIMITED));

    unlimited.send(message(1), listener);
    limited.send(message(1), listener);

    assertThat(unlimited.inFlight()).isZero();
    assertThat(limited.inFlight()).isEqualTo(1);
  }

  @Test
  void aPeerIsLimitedByCreditOfMessagesOrOfBytes() {
    Pipe pipe = pipe(10, 10);
    assertThat(pipe.isLimited()).isFalse();

    pipe.useCredit(Credit.UNBOUNDED);
    assertThat(pipe.isLimited()).isFalse();
    pipe.useCredit(new Credit(0, 5, Credit.UNLIMITED));
    assertThat(pipe.isLimited()).isTrue();
    pipe.useCredit(new Credit(0, Credit.UNLIMITED, 5));
    assertThat(pipe.isLimited()).isTrue();
  }

  @Test
  void bytesAreCountedForThePeerAndForTheSocket() {
    Pipe pipe = pipe(10, 10);
    Pipe other = pipe(10, 10);

    pipe.countSent(2);
    pipe.countSent(3);
    pipe.countReceived(7);
    pipe.countReceived(4);
    other.countSent(100);
    other.countReceived(200);

    assertThat(pipe.traffic().sent()).isEqualTo(5);
    assertThat(pipe.traffic().received()).isEqualTo(11);
    assertThat(socket.traffic().sent()).isEqualTo(105);
    assertThat(socket.traffic().received()).isEqualTo(211);
  }

  @Test
  void theLastRoundTripIsKnown() {
    Pipe pipe = pipe(10, 10);
    assertThat(pipe.roundTripNanos()).isZero();

    pipe.roundTrip(20);
    pipe.roundTrip(10);

    assertThat(pipe.roundTripNanos()).isEqualTo(10);
  }

  @Test
  void aPeerHasTheRoutingIdThatWasSettled() {
    Pipe pipe = pipe(10, 10);
    assertThatThrownBy(pipe::routingId).isInstanceOf(IllegalStateException.class);
    RoutingId id = RoutingId.of("a");

    pipe.address(id);

    assertThat(pipe.routingId()).isSameAs(id);
  }

  @Test
  void itsCapacityIsItsMarkWhileThePeerIsThere() {
    Pipe pipe = pipe(7, 10);

    assertThat(pipe.capacity()).isEqualTo(7);
    pipe.lost(null);
    assertThat(pipe.capacity()).isZero();
  }

  @Test
  void aPipeWhosePeerIsGoneTakesNothing() {
    Pipe pipe = pipe(7, 10);
    pipe.lost(null);

    assertThat(pipe.isReady()).isFalse();
    pipe.flush();
    pipe.close();
    assertThat(link.flushes()).isZero();
    assertThat(link.closed()).isZero();
  }

  @Test
  void closingClosesTheLink() {
    pipe(7, 10).close();

    assertThat(link.closed()).isEqualTo(1);
  }

  @Test
  void aLossIsToldOnceWithItsCause() {
    Pipe pipe = pipe(7, 10);
    IllegalStateException cause = new IllegalStateException("cut");

    pipe.lost(cause);
    pipe.lost(new IllegalStateException("later"));

    assertThat(socket.lost()).isEqualTo(1);
    assertThat(socket.cause()).isSameAs(cause);
  }

  @Test
  void whatWasNotWrittenCanBeTakenBackInOrder() {
    Pipe pipe = pipe(7, 10);
    for (int i = 1; i <= 3; i++) {
      pipe.send(message(i), listener);
    }
    pipe.written(1);
    pipe.lost(null);

    assertThat(pipe.firstUnwritten()).isEqualTo(message(2));
    assertThat(pipe.firstUnwrittenOrigin()).isSameAs(listener);
    pipe.removeFirstUnwritten();
    assertThat(pipe.firstUnwritten()).isEqualTo(message(3));
    pipe.removeFirstUnwritten();
    assertThat(pipe.firstUnwritten()).isNull();
    assertThat(told).containsExactly(1);
  }

  @Test
  void onlyTheFirstOfWhatIsTakenBackWasCutShort() {
    Pipe pipe = pipe(7, 10);
    pipe.send(message(1), listener);
    pipe.send(message(2), listener);
    assertThat(pipe.isFirstCutShort()).isFalse();

    pipe.cutShort();
    assertThat(pipe.isFirstCutShort()).isTrue();
    pipe.removeFirstUnwritten();

    assertThat(pipe.isFirstCutShort()).isFalse();
  }

  // Inbound.

  @Test
  void whatIsWantedIsDeliveredWithoutAQueue() {
    Pipe pipe = pipe(10, 1);
    socket.want(true);

    for (int i = 0; i < 5; i++) {
      assertThat(pipe.receive(message(i))).isTrue();
    }

    assertThat(socket.delivered()).hasSize(5);
    assertThat(pipe.queued()).isZero();
    assertThat(socket.queued()).isZero();
  }

  @Test
  void whatIsNotWantedIsQueuedAndTold() {
    Pipe pipe = pipe(10, 10);

    assertThat(pipe.receive(message(1))).isTrue();

    assertThat(pipe.queued()).isEqualTo(1);
    assertThat(socket.queued()).isEqualTo(1);
  }

  @Test
  void nothingOvertakesWhatIsQueued() {
    Pipe pipe = pipe(10, 10);
    pipe.receive(message(1));
    socket.want(true);
    pipe.receive(message(2));

    assertThat(socket.delivered()).isEmpty();
    assertThat(pipe.poll()).isEqualTo(message(1));
    assertThat(pipe.poll()).isEqualTo(message(2));
    assertThat(pipe.poll()).isNull();
  }

  @Test
  void readingStopsAtTheMarkExactly() {
    Pipe pipe = pipe(10, 4);

    assertThat(pipe.receive(message(1))).isTrue();
    assertThat(pipe.receive(message(2))).isTrue();
    assertThat(pipe.receive(message(3))).isTrue();
    assertThat(pipe.receive(message(4))).isFalse();
    assertThat(pipe.queued()).isEqualTo(4);
  }

  @Test
  void readingResumesAtHalfOfTheMarkOnce() {
    Pipe pipe = pipe(10, 4);
    fill(pipe, 4);

    pipe.poll();
    assertThat(link.resumed()).isZero();
    pipe.poll();
    assertThat(link.resumed()).isEqualTo(1);
    pipe.poll();
    pipe.poll();
    assertThat(link.resumed()).isEqualTo(1);
  }

  @Test
  void readingStopsAgainAtTheMark() {
    Pipe pipe = pipe(10, 4);
    fill(pipe, 4);
    pipe.poll();
    pipe.poll();

    assertThat(pipe.receive(message(5))).isTrue();
    assertThat(pipe.receive(message(6))).isFalse();
    pipe.poll();
    pipe.poll();
    assertThat(link.resumed()).isEqualTo(2);
  }

  @Test
  void aMarkOfOneIsEveryOtherMessage() {
    Pipe pipe = pipe(10, 1);

    assertThat(pipe.receive(message(1))).isFalse();
    pipe.poll();
    assertThat(link.resumed()).isEqualTo(1);
    assertThat(pipe.receive(message(2))).isFalse();
  }

  @Test
  void readingThatNeverStoppedIsNotResumed() {
    Pipe pipe = pipe(10, 4);
    fill(pipe, 3);

    pipe.poll();
    pipe.poll();
    pipe.poll();
    pipe.poll();

    assertThat(link.resumed()).isZero();
  }

  @Test
  void readingStopsAtTheMarkOfBytes() {
    Pipe pipe = new Pipe(socket, link, new FakePeer(), new HighWaterMarks(10, 1000, 1000));

    assertThat(pipe.receive(bytes(600))).isTrue();
    assertThat(pipe.receive(bytes(600))).as("the one that passes the mark is within").isFalse();
    assertThat(pipe.queued()).isEqualTo(2);
    pipe.poll();
    assertThat(link.resumed()).as("600 of 1000 are more than half").isZero();
    pipe.poll();
    assertThat(link.resumed()).isEqualTo(1);
  }

  @Test
  void theMarkOfBytesCountsAllFrames() {
    Pipe pipe = new Pipe(socket, link, new FakePeer(), new HighWaterMarks(10, 1000, 1000));

    assertThat(pipe.receive(DefaultMessage.of(new byte[][] {new byte[500], new byte[500]})))
        .isFalse();
  }

  @Test
  void whatHasNoBytesCountsForWhatItCosts() {
    HighWaterMarks marks = HighWaterMarks.ofOptions(0, 1000, 0, 1000, false, false);
    Pipe pipe = new Pipe(socket, link, new FakePeer(), marks);
    link.block(true);

    assertThat(pipe.receive(DefaultMessage.of(new byte[31][0]))).as("31 times 32 bytes").isTrue();
    assertThat(pipe.receive(bytes(0))).isFalse();
    for (int i = 0; i < 32; i++) {
      assertThat(pipe.hasRoom()).isTrue();
      pipe.send(bytes(0), listener);
    }
    assertThat(pipe.hasRoom()).isFalse();
  }

  @Test
  void withConflateNoMarkStopsAnything() {
    Pipe pipe =
        new Pipe(
            socket, link, new FakePeer(), HighWaterMarks.ofOptions(1, 100, 1, 100, true, false));
    link.block(true);

    for (int i = 0; i < 10; i++) {
      assertThat(pipe.receive(bytes(90))).isTrue();
      assertThat(pipe.hasRoom()).isTrue();
      pipe.send(bytes(90), listener);
    }
    assertThat(pipe.waiting()).isEqualTo(1);
    assertThat(pipe.queued()).isEqualTo(1);
  }

  @Test
  void itTellsWhichMessageWouldBeTheLastThereIsRoomFor() {
    Pipe messages = pipe(10, 2);
    assertThat(messages.isFullWith(bytes(1))).isFalse();
    messages.receive(bytes(1));
    assertThat(messages.isFullWith(bytes(1))).isTrue();

    Pipe ofBytes = new Pipe(socket, link, new FakePeer(), new HighWaterMarks(10, 1000, 1000));
    assertThat(ofBytes.isFullWith(bytes(900))).isFalse();
    assertThat(ofBytes.isFullWith(bytes(1000))).isTrue();
  }

  @Test
  void whatIsQueuedStaysWhenThePeerIsGone() {
    Pipe pipe = pipe(10, 10);
    fill(pipe, 2);

    pipe.lost(null);

    assertThat(pipe.queued()).isEqualTo(2);
    assertThat(pipe.poll()).isEqualTo(message(0));
  }

  @Test
  void theLastMessageComesWhenThePeersMessagesHaveBeenPassedOn() {
    Pipe pipe = pipe(10, 10);
    pipe.endWith(message(9));
    pipe.receive(message(1));
    pipe.lost(null);
    assertThat(pipe.queued()).isEqualTo(1);

    pipe.ended();

    assertThat(pipe.poll()).isEqualTo(message(1));
    assertThat(pipe.poll()).isEqualTo(message(9));
  }

  @Test
  void theLastMessageComesOnce() {
    Pipe pipe = pipe(10, 10);
    pipe.endWith(message(9));

    pipe.ended();
    pipe.ended();

    assertThat(pipe.queued()).isEqualTo(1);
  }

  @Test
  void theLastMessageDoesNotComeIfThisSideClosed() {
    Pipe pipe = pipe(10, 10);
    pipe.endWith(message(9));

    pipe.close();
    pipe.lost(null);
    pipe.ended();

    assertThat(pipe.queued()).isZero();
  }

  @Test
  void whatIsQueuedCanBeGivenUp() {
    Pipe pipe = pipe(10, 10);
    fill(pipe, 3);

    assertThat(pipe.discardInbound()).isEqualTo(3);

    assertThat(pipe.queued()).isZero();
    assertThat(pipe.poll()).isNull();
    assertThat(link.discarded()).isEqualTo(1);
  }

  @Test
  void aPipeIsEmptiedOnceWhenItsPeerHasEndedAndNothingWaits() {
    Pipe pipe = pipe(10, 10);
    fill(pipe, 2);
    pipe.lost(null);
    pipe.poll();
    pipe.ended();
    assertThat(socket.ended()).isEqualTo(1);
    assertThat(socket.emptied()).isZero();

    pipe.poll();
    assertThat(socket.emptied()).isEqualTo(1);
    pipe.ended();

    assertThat(socket.emptied()).isEqualTo(1);
  }

  @Test
  void aPipeInWhichNothingWaitsIsEmptiedWhenItsPeerEnds() {
    Pipe pipe = pipe(10, 10);
    fill(pipe, 1);
    pipe.poll();
    assertThat(socket.emptied()).isZero();

    pipe.lost(null);
    assertThat(socket.emptied()).isZero();
    pipe.ended();

    assertThat(socket.emptied()).isEqualTo(1);
  }

  @Test
  void givingUpWhatIsQueuedIsTheEndOfAPeerThatIsGone() {
    Pipe pipe = pipe(10, 10);
    fill(pipe, 2);
    pipe.lost(null);

    pipe.discardInbound();

    assertThat(socket.emptied()).isEqualTo(1);
  }

  @Test
  void givingUpWhatIsQueuedIsNotTheEndOfAPeerThatIsThere() {
    Pipe pipe = pipe(10, 10);
    fill(pipe, 2);

    pipe.discardInbound();

    assertThat(socket.emptied()).isZero();
  }

  @Test
  void whatIsTheSocketsOwnBusinessIsNotQueued() {
    Pipe pipe = pipe(10, 1);
    socket.consume(true);

    assertThat(pipe.receive(message(1))).isTrue();
    pipe.notice(message(2));
    assertThat(pipe.offer(message(3))).isTrue();

    assertThat(pipe.queued()).isZero();
  }

  @Test
  void theSocketsOwnBusinessDoesNotMakeAFullQueueBeRead() {
    Pipe pipe = pipe(10, 1);
    fill(pipe, 1);
    socket.consume(true);

    assertThat(pipe.receive(message(2))).isFalse();
  }

  @Test
  void whatIsOfferedBeyondTheMarkIsNotTaken() {
    Pipe pipe = pipe(10, 2);

    assertThat(pipe.offer(message(1))).isTrue();
    assertThat(pipe.offer(message(2))).isTrue();
    assertThat(pipe.offer(message(3))).isFalse();

    assertThat(pipe.queued()).isEqualTo(2);
  }

  @Test
  void aQueueIsFullFromItsMarkUntilHalfOfIt() {
    Pipe pipe = pipe(10, 2);
    fill(pipe, 1);
    assertThat(pipe.isFull()).isFalse();
    fill(pipe, 1);
    assertThat(pipe.isFull()).isTrue();

    pipe.poll();

    assertThat(pipe.isFull()).isFalse();
  }

  @Test
  void theMarkOfBytesIsReachedExactlyAndHalfOfItToo() {
    long cost = bytes(0).cost();
    Pipe pipe = new Pipe(socket, link, new FakePeer(), new HighWaterMarks(10, 1000, 2 * cost));
    assertThat(pipe.isFullWith(bytes(0))).isFalse();

    assertThat(pipe.receive(bytes(0))).isTrue();
    assertThat(pipe.isFullWith(bytes(0))).isTrue();
    assertThat(pipe.receive(bytes(0))).isFalse();
    pipe.poll();

    assertThat(link.resumed()).isEqualTo(1);
  }

  @Test
  void whatIsSetAsideCountsUntilItIsReleased() {
    Pipe pipe = pipe(10, 2);
    pipe.receive(message(1));

    DefaultMessage first = pipe.setAside();
    assertThat(first).isEqualTo(message(1));
    assertThat(pipe.setAside()).isNull();
    assertThat(pipe.queued()).isEqualTo(1);
    assertThat(pipe.receive(message(2))).isFalse();
    assertThat(link.resumed()).isZero();
    pipe.release(message(1));

    assertThat(link.resumed()).isEqualTo(1);
    assertThat(pipe.queued()).isEqualTo(1);
  }

  @Test
  void theSocketIsNotToldAgainOfAMessageThatANewerOneReplaces() {
    Pipe pipe =
        new Pipe(socket, link, new FakePeer(), HighWaterMarks.ofOptions(1, 0, 1, 0, true, false));

    fill(pipe, 3);

    assertThat(socket.queued()).isEqualTo(1);
  }

  @Test
  void theSocketSaysWhetherReadingGoesOnAfterAnAnnouncement() {
    Pipe pipe = pipe(10, 10);

    assertThat(pipe.announced(Announcement.SUBSCRIBE, new byte[] {'a'})).isTrue();
    socket.goOn(false);
    assertThat(pipe.announced(Announcement.CANCEL, new byte[] {'a'})).isFalse();

    assertThat(socket.announced()).containsExactly("SUBSCRIBE a", "CANCEL a");
  }

  // Credit that is granted.

  @Test
  void creditIsGrantedWhenHalfOfItWasRequested() {
    Pipe pipe = granting(4, 0);
    fill(pipe, 4);

    pipe.poll();
    assertThat(link.granted()).isEmpty();
    pipe.poll();

    assertThat(link.granted()).containsExactly(new Credit(2, 6, Credit.UNLIMITED));
    assertThat(socket.unflushed()).isEqualTo(1);
  }

  @Test
  void bytesThatWaitAreNoReasonToGrantMore() {
    Pipe pipe = granting(0, 1000);
    pipe.receive(bytes(568));

    pipe.grantCredit();
    assertThat(link.granted()).isEmpty();
    pipe.poll();

    assertThat(link.granted()).containsExactly(new Credit(1, Credit.UNLIMITED, 1600));
  }

  @Test
  void aPeerThatKnowsOfNoCreditIsGrantedNone() {
    Pipe pipe =
        new Pipe(socket, link, new FakePeer(), HighWaterMarks.ofOptions(10, 0, 1, 0, false, true));
    fill(pipe, 1);
    pipe.poll();
    socket.demand(100);
    pipe.grantDemand();

    assertThat(link.granted()).isEmpty();
    assertThat(pipe.receiveCredit()).isEqualTo(Credit.UNLIMITED);
  }

  @Test
  void aPeerThatIsGoneIsGrantedNothing() {
    Pipe pipe = granting(1, 0);
    fill(pipe, 1);
    pipe.lost(null);

    pipe.poll();

    assertThat(link.granted()).isEmpty();
  }

  @Test
  void aFullQueueIsReadOnWhenThePeerHasSentAllItMay() {
    Pipe pipe = granting(2, 0);

    assertThat(pipe.receive(message(1))).isTrue();
    assertThat(pipe.receive(message(2))).as("what the peer grants is still to be seen").isTrue();
    assertThat(pipe.receive(message(3))).as("more than was granted").isFalse();
  }

  @Test
  void aPeerThatIsDrainedIsGrantedNothingMore() {
    Pipe pipe = granting(1, 0);
    fill(pipe, 1);

    pipe.drain();
    pipe.poll();
    socket.demand(100);
    pipe.grantDemand();

    assertThat(link.granted()).isEmpty();
    assertThat(link.stopped()).isZero();
  }

  @Test
  void aPeerWithoutCreditIsDrainedByNotReadingIt() {
    pipe(10, 10).drain();

    assertThat(link.stopped()).isEqualTo(1);
  }

  @Test
  void itIsDrainedWhenNothingWaitsHereOrInTheConnection() {
    Pipe pipe = pipe(10, 10);
    fill(pipe, 1);
    assertThat(pipe.isDrained()).isFalse();
    link.unread(true);
    pipe.poll();
    assertThat(pipe.isDrained()).isFalse();

    link.unread(false);

    assertThat(pipe.isDrained()).isTrue();
  }

  // Marks.

  @Test
  void aMarkOfZeroIsNoBound() {
    Pipe pipe =
        new Pipe(socket, link, new FakePeer(), HighWaterMarks.ofOptions(0, 0, 0, 0, false, false));

    for (int i = 0; i < 5000; i++) {
      assertThat(pipe.isReady()).isTrue();
      pipe.send(message(i), listener);
      assertThat(pipe.receive(message(i))).isTrue();
    }
  }

  @Test
  void otherMarksMeanWhatTheySay() {
    assertThat(HighWaterMarks.ofOptions(1, 4, 2, 3, false, false))
        .isEqualTo(new HighWaterMarks(1, 4, 2, 3, false, false));
  }

  @Test
  void writtenMoreThanWasSentIsABug() {
    Pipe pipe = pipe(10, 10);

    assertThatThrownBy(() -> pipe.written(1)).isInstanceOf(IllegalStateException.class);
  }

  private Pipe pipe(int sendMark, int receiveMark) {
    return new Pipe(
        socket, link, new FakePeer(), new HighWaterMarks(sendMark, receiveMark, Long.MAX_VALUE));
  }

  /** The peer knows of credit; its own has no bound. */
  private Pipe granting(int messages, long bytes) {
    Pipe pipe =
        new Pipe(
            socket,
            link,
            new FakePeer(),
            HighWaterMarks.ofOptions(10, 0, messages, bytes, false, true));
    pipe.useCredit(Credit.UNBOUNDED);
    return pipe;
  }

  private static void fill(Pipe pipe, int messages) {
    for (int i = 0; i < messages; i++) {
      pipe.receive(message(i));
    }
  }

  private static DefaultMessage message(int number) {
    return new DefaultMessage(new byte[] {(byte) number});
  }

  private static DefaultMessage bytes(int size) {
    return new DefaultMessage(new byte[size]);
  }
}
