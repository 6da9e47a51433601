package reactor.zmtp.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ZmqMessage;

/** The model of what is sent: each letter, whether it was taken, and who has received it. */
final class Ledger {

  /**
   * One send.
   *
   * @param from who sends
   * @param turn its place among the sends of one letter of the same thread, or null if it is none
   */
  record Send(int id, Node from, @Nullable Turn turn) {}

  record Turn(String thread, int number) {}

  private static final class Entry {
    final Letter letter;
    final Send send;
    volatile boolean taken;
    final Set<Node> receivers = ConcurrentHashMap.newKeySet();

    Entry(Letter letter, Send send) {
      this.letter = letter;
      this.send = send;
    }
  }

  private final Findings findings;
  private final AtomicInteger sends = new AtomicInteger();
  private final AtomicInteger turns = new AtomicInteger();
  private final Set<Send> cancelled = ConcurrentHashMap.newKeySet();
  private final Map<Long, Entry> letters = new ConcurrentHashMap<>();
  private final Queue<String> disorder = new ConcurrentLinkedQueue<>();
  private final Map<List<Object>, Integer> lastOf = new ConcurrentHashMap<>();

  Ledger(Findings findings) {
    this.findings = findings;
  }

  /** A send of any number of letters. */
  Send send(Node from) {
    return new Send(sends.incrementAndGet(), from, null);
  }

  /** A send of one letter, which the calling thread subscribes to next. */
  Send inTurn(Node from) {
    Turn turn = new Turn(Thread.currentThread().getName(), turns.incrementAndGet());
    return new Send(sends.incrementAndGet(), from, turn);
  }

  /** A letter that may be taken. */
  void offer(Send send, Letter letter) {
    letters.put(letter.key(), new Entry(letter, send));
  }

  /** It was taken: now it has to arrive. */
  void taken(Letter letter) {
    Entry entry = letters.get(letter.key());
    if (entry != null) {
      entry.taken = true;
    }
  }

  /** A letter came. Those of one receiver come one after another. */
  void received(Node by, ZmqMessage message, boolean forOne) {
    Letter.Received letter = Letter.read(message);
    Entry entry = letter == null ? null : letters.get(letter.key());
    if (letter == null || entry == null) {
      findings.add(Rule.INTACT, by + " received what nobody has sent: " + Letter.head(message));
      return;
    }
    if (!by.isAddressee(letter.to())) {
      findings.add(Rule.INTACT, by + " received what is for somebody else: " + letter);
    }
    if (!entry.receivers.add(by) || (forOne && entry.receivers.size() > 1)) {
      findings.add(Rule.NOT_TWICE, by + " received " + letter + ", as did " + entry.receivers);
    }
    inOrder(by, "letters of send " + letter.send(), letter, letter.number());
    Turn turn = entry.send.turn();
    if (turn != null) {
      inOrder(by, entry.send.from() + " on " + turn.thread(), letter, turn.number());
    }
  }

  private void inOrder(Node by, String sequence, Letter.Received letter, int number) {
    Integer last = lastOf.put(List.of(by, sequence), number);
    if (last != null && last >= number) {
      String what = "%s received %s as number %d of %s after number %d";
      disorder.add(what.formatted(by, letter, number, sequence, last));
    }
  }

  /** What came too late, as it may if it was sent once more over another connection. */
  Iterable<String> disorder() {
    return disorder;
  }

  /** Whether a letter is sent that is published while its send is cancelled, nobody knows. */
  void cancelled(Send send) {
    cancelled.add(send);
  }

  /** How often a letter arrived. */
  int receivers(Letter letter) {
    Entry entry = letters.get(letter.key());
    return entry == null ? 0 : entry.receivers.size();
  }

  /** Letters that were taken and have not arrived as often as they had to. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Entry each : letters.values()) {
      boolean isDue = each.taken && !cancelled.contains(each.send);
      int due = isDue ? each.send.from().audience(each.letter) : 0;
      for (int i = each.receivers.size(); i < due; i++) {
        missing.add(each.letter + " of " + each.send.from() + ", received by " + each.receivers);
      }
    }
    return missing;
  }
}
