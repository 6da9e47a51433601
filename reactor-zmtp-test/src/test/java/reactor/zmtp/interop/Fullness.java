package reactor.zmtp.interop;

import java.util.function.Predicate;
import reactor.zmtp.SocketMetrics;
import reactor.zmtp.watch.Supply;

/** When nothing moves any more: the publisher is not asked, and the kernel takes nothing. */
final class Fullness implements Predicate<SocketMetrics> {

  private static final int LOOKS = 50;

  private final Supply supply;
  private long sent = -1;
  private int unchanged;

  Fullness(Supply supply) {
    this.supply = supply;
  }

  @Override
  public boolean test(SocketMetrics metrics) {
    boolean moved =
        metrics.sent() != sent
            || metrics.waitingToSend() == 0
            || supply.requested() != metrics.sent() + metrics.waitingToSend();
    sent = metrics.sent();
    unchanged = moved ? 0 : unchanged + 1;
    return unchanged == LOOKS;
  }
}
