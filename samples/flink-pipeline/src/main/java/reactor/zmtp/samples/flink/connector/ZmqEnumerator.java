package reactor.zmtp.samples.flink.connector;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/**
 * Deals the splits out among the readers, in turn, once all of them are there. What a reader had is
 * in that reader's checkpoint; Flink deals it out anew when the parallelism has changed. What a
 * failed reader got after its last checkpoint comes back here, for its successor.
 */
final class ZmqEnumerator implements SplitEnumerator<ZmqSplit, List<ZmqSplit>> {

  private final SplitEnumeratorContext<ZmqSplit> context;
  private final List<ZmqSplit> unassigned;

  ZmqEnumerator(SplitEnumeratorContext<ZmqSplit> context, Collection<ZmqSplit> unassigned) {
    this.context = context;
    this.unassigned = new ArrayList<>(unassigned);
  }

  @Override
  public void start() {
    // It begins with the readers.
  }

  @Override
  public void addReader(int reader) {
    List<ReaderInfo> readers = List.copyOf(context.registeredReaders().values());
    if (readers.size() < context.currentParallelism()) {
      return;
    }
    for (int i = 0; i < unassigned.size(); i++) {
      context.assignSplit(unassigned.get(i), readers.get(i % readers.size()).getSubtaskId());
    }
    unassigned.clear();
    for (ReaderInfo each : readers) {
      context.signalNoMoreSplits(each.getSubtaskId());
    }
  }

  @Override
  public void addSplitsBack(List<ZmqSplit> splits, int reader) {
    unassigned.addAll(splits); // the reader that takes its place registers next
  }

  @Override
  public void handleSplitRequest(int reader, @Nullable String host) {
    // None is asked for: all are dealt out.
  }

  @Override
  public List<ZmqSplit> snapshotState(long checkpointId) {
    return List.copyOf(unassigned);
  }

  @Override
  public void close() {
    // It holds nothing.
  }
}
