package reactor.zmtp.loop;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Open channels of one socket, and what else is like one. Netty closes channels when their loop is
 * shut down, but for a loop that was busy at that moment: it ends without looking at its channels
 * again. Confined to the loop.
 */
final class OpenChannels {

  private final Set<Channel> open = new LinkedHashSet<>();

  private final Set<Runnable> others = new LinkedHashSet<>();

  void add(Channel channel) {
    open.add(channel);
    channel.closeFuture().addListener(closed -> open.remove(channel));
  }

  void add(Runnable close) {
    others.add(close);
  }

  void remove(Runnable close) {
    others.remove(close);
  }

  /** At once, as Netty does it: no handler may wait for a goodbye. */
  void close() {
    List.copyOf(open).forEach(each -> each.unsafe().close(each.voidPromise()));
    List.copyOf(others).forEach(Runnable::run);
  }
}
