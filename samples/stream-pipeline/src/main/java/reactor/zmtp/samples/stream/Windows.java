package reactor.zmtp.samples.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The windows that are not over, and their counts. */
final class Windows {

  private static final class Window {

    private TradeCount count;
    private boolean changed = true;
    private boolean closed;

    Window(TradeCount count) {
      this.count = count;
    }
  }

  private final Map<String, Window> windows = new LinkedHashMap<>();

  void add(Trade trade) {
    TradeCount one = TradeCount.of(trade);
    Window window = windows.get(one.key());
    if (window == null) {
      windows.put(one.key(), new Window(one));
    } else {
      window.count = window.count.plus(one);
      window.changed = true;
    }
  }

  /** Begins with what another has counted. */
  void restore(TradeCount count) {
    windows.put(count.key(), new Window(count));
  }

  /** The windows that have changed since the mark before, or are closed by this one. */
  List<WindowCount> mark(long watermark) {
    List<WindowCount> counts = new ArrayList<>();
    for (Iterator<Window> each = windows.values().iterator(); each.hasNext(); ) {
      Window window = each.next();
      boolean closed = EventTime.isClosed(window.count, watermark);
      if (window.changed || closed != window.closed) {
        window.changed = false;
        window.closed = closed;
        counts.add(new WindowCount(window.count, closed));
      }
      if (EventTime.isOver(window.count, watermark)) {
        each.remove();
      }
    }
    return counts;
  }
}
