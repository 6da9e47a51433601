package reactor.zmtp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.NextIteration;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pattern.SendStrategy;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/** What a socket sends in one turn of its loop is bounded, that others have theirs. */
class OutboundTurnTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final LoopResources LOOPS = LoopResources.create("outbox-turn", 1, true);

  private final IoLoop loop = IoLoop.next(LOOPS, null);

  // Only on the loop.
  private int sent;
  private volatile int most;
  private volatile boolean over;

  @AfterAll
  static void end() {
    LOOPS.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
  }

  @Test
  void aTurnIsOverWhenSoManyMessagesWereSent() {
    send(100_000, 64, Duration.ZERO);

    assertThat(most).isBetween(1, 25_000); // 5500 and what was asked for, in two turns at most
  }

  @Test
  void aTurnIsOverSoonerWhereAMessageTakesLong() {
    send(500, 16_384, Duration.ofNanos(100_000));

    assertThat(most).isBetween(1, 20); // 60 by their bytes
  }

  private void send(int messages, int size, Duration each) {
    Slow slow = new Slow(each);
    Outbound outbound = new Outbound(loop, slow, new NoLosses(), () -> 0, 0, () -> {});
    slow.onRoom = outbound::room;
    ZmqMessage message = new DefaultMessage(new byte[size]);
    loop.execute(new Turn()::begin);

    try {
      outbound.send(Flux.range(0, messages).map(i -> message)).block(PATIENCE);
    } finally {
      over = true;
    }
  }

  /** Counts what is sent from one turn of the loop to the next. */
  private final class Turn {

    private final NextIteration next = new NextIteration(loop, this::begin);

    void begin() {
      most = Math.max(most, sent);
      sent = 0;
      if (!over) {
        next.schedule();
      }
    }
  }

  /** Writes everything, each in its time; if the machine takes longer it is fewer in a turn. */
  private final class Slow implements SendStrategy {

    private final Duration each;
    private Runnable onRoom = () -> {};

    Slow(Duration each) {
      this.each = each;
    }

    @Override
    public boolean offer(DefaultMessage message, WriteListener listener) {
      long end = System.nanoTime() + each.toNanos();
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      sent++;
      listener.written(1);
      onRoom.run();
      return true;
    }

    @Override
    public long capacity() {
      return 1000;
    }

    @Override
    public void add(Pipe pipe) {}

    @Override
    public void remove(Pipe pipe) {}
  }

  private static final class NoLosses implements Outbound.Losses {

    @Override
    public void dropped(Pipe pipe, long messages) {}

    @Override
    public void lost(Pipe pipe, long messages) {}
  }
}
