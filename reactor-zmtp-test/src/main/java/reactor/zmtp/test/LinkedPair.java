package reactor.zmtp.test;

import io.netty.channel.Channel;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.zmtp.test.FaultyLink.Side;

/**
 * One connection through a link: the caller's channel, the target's, and a relay each way. Event
 * loop only.
 */
final class LinkedPair {

  private final SocketAddress address;
  private final Tally tally;
  private final Relay fromCaller;
  private final Relay fromTarget;
  private @Nullable Channel caller;
  private @Nullable Channel target;
  private @Nullable Disposable connecting;
  private boolean over;
  private boolean closed;

  LinkedPair(SocketAddress address, Faults callerFaults, Faults targetFaults, Tally tally) {
    this.address = address;
    this.tally = tally;
    this.fromCaller = new Relay(this, Side.CALLER, callerFaults, tally);
    this.fromTarget = new Relay(this, Side.TARGET, targetFaults, tally);
  }

  void accept(Channel accepted, Runnable onClose) {
    caller = accepted;
    tally.opened();
    accepted.pipeline().addFirst(fromCaller);
    accepted.closeFuture().addListener(done -> closed(onClose));
    connecting =
        Tcp.connect(address, fromTarget)
            .subscribe(channel -> connected(channel, onClose), refused -> reset());
  }

  void pump() {
    fromCaller.pump();
    fromTarget.pump();
  }

  void cut() {
    over = true;
    cut(caller, fromCaller);
    cut(target, fromTarget);
    if (target == null && connecting != null) {
      connecting.dispose();
    }
  }

  /** Like {@link #cut}, but does not wait for a side that takes no bytes. */
  void dispose() {
    cut();
    if (caller != null) {
      Tcp.closeAfterGrace(caller);
    }
    if (target != null) {
      Tcp.closeAfterGrace(target);
    }
  }

  void reset() {
    over = true;
    resetOne(caller);
    resetOne(target);
  }

  void halfOpen(Side unaware) {
    over = true;
    fromCaller.discard();
    fromTarget.discard();
    if (unaware == Side.CALLER) {
      cut(target, fromTarget);
      closeAtEnd(caller, fromCaller);
    } else {
      cut(caller, fromCaller);
      closeAtEnd(target, fromTarget);
    }
  }

  /** A direction has ended and the other side has seen it; with both, the connection has. */
  void ended() {
    if (fromCaller.isOver() && fromTarget.isOver()) {
      over = true;
      closeOne(caller);
      closeOne(target);
    }
  }

  private void connected(Channel channel, Runnable onClose) {
    target = channel;
    channel.closeFuture().addListener(done -> closed(onClose));
    if (over || caller == null || !caller.isOpen()) {
      Tcp.reset(channel);
      return;
    }
    fromCaller.start(channel);
    fromTarget.start(caller);
  }

  /**
   * What closes without the link's doing, for instance because a write failed, resets the other
   * side.
   */
  private void closed(Runnable onClose) {
    if (!over) {
      reset();
    }
    if (connecting != null && target == null) {
      connecting.dispose();
    }
    if (!closed && !isOpen(caller) && !isOpen(target)) {
      closed = true;
      fromCaller.dropHeld();
      fromTarget.dropHeld();
      onClose.run();
      tally.closed();
    }
  }

  private static boolean isOpen(@Nullable Channel channel) {
    return channel != null && channel.isOpen();
  }

  private static void cut(@Nullable Channel channel, Relay relay) {
    relay.discard();
    if (channel != null && channel.isOpen()) {
      Tcp.finishAndClose(channel, relay.inputEnded());
    }
  }

  private static void closeAtEnd(@Nullable Channel channel, Relay relay) {
    if (channel != null) {
      relay.inputEnded().addListener(end -> channel.close());
    }
  }

  private static void resetOne(@Nullable Channel channel) {
    if (channel != null) {
      Tcp.reset(channel);
    }
  }

  private static void closeOne(@Nullable Channel channel) {
    if (channel != null) {
      channel.close();
    }
  }
}
