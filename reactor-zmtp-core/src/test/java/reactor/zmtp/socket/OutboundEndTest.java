package reactor.zmtp.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pattern.SendStrategy;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/** What is told of messages when a socket ends. */
class OutboundEndTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final LoopResources LOOPS = LoopResources.create("outbound-end", 1, true);

  private final IoLoop loop = IoLoop.next(LOOPS, null);

  @AfterAll
  static void end() {
    LOOPS.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE);
  }

  /** Else it would be told after the socket's last event. */
  @Test
  void whatWasDroppedIsToldBeforeTheEnd() {
    List<Long> told = new ArrayList<>();
    Pipe full =
        new Pipe(
            new FakeSocket(),
            new FakeLink(),
            new FakePeer(),
            HighWaterMarks.ofOptions(1, 0, 1, 0, false, false));
    Outbound outbound = new Outbound(loop, new None(), new Told(told), () -> 0, 0, () -> {});

    List<Long> atTheEnd =
        CompletableFuture.supplyAsync(
                () -> {
                  full.drop();
                  outbound.dropping(full);
                  outbound.abandon();
                  return List.copyOf(told);
                },
                loop::execute)
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();

    assertThat(atTheEnd).containsExactly(1L);
  }

  private record Told(List<Long> dropped) implements Outbound.Losses {

    @Override
    public void dropped(Pipe pipe, long messages) {
      dropped.add(messages);
    }

    @Override
    public void lost(Pipe pipe, long messages) {}
  }

  private static final class None implements SendStrategy {

    @Override
    public void add(Pipe pipe) {}

    @Override
    public void remove(Pipe pipe) {}

    @Override
    public boolean offer(DefaultMessage message, WriteListener listener) {
      return false;
    }

    @Override
    public long capacity() {
      return 0;
    }
  }
}
