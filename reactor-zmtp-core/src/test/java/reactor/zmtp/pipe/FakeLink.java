package reactor.zmtp.pipe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import reactor.zmtp.message.DefaultMessage;

/** A connection that only notes what it is asked. */
public class FakeLink implements PipeLink {

  private final List<DefaultMessage> written = new ArrayList<>();
  private final List<String> announced = new ArrayList<>();
  private final List<Credit> granted = new ArrayList<>();
  private boolean blocked;
  private int flushes;
  private int resumed;
  private int discarded;
  private int closed;
  private int stopped;
  private boolean unread;

  /** A link that takes everything. */
  public FakeLink() {}

  /** What was written, in order. */
  public List<DefaultMessage> written() {
    return written;
  }

  /** What was announced, such as {@code SUBSCRIBE topic}, in order. */
  public List<String> announced() {
    return announced;
  }

  List<Credit> granted() {
    return granted;
  }

  /** Whether it takes messages from now on. */
  public void block(boolean now) {
    blocked = now;
  }

  int flushes() {
    return flushes;
  }

  int resumed() {
    return resumed;
  }

  /** How often it was asked to give up what was not decoded. */
  public int discarded() {
    return discarded;
  }

  /** How often it was asked to close. */
  public int closed() {
    return closed;
  }

  int stopped() {
    return stopped;
  }

  /** Whether something was read and not passed on. */
  void unread(boolean now) {
    unread = now;
  }

  @Override
  public boolean isBlocked() {
    return blocked;
  }

  @Override
  public void write(DefaultMessage message) {
    written.add(message);
  }

  @Override
  public void announce(Announcement what, byte[] subject) {
    announced.add(what + " " + new String(subject, StandardCharsets.UTF_8));
  }

  @Override
  public void flush() {
    flushes++;
  }

  @Override
  public void grant(Credit credit) {
    granted.add(credit);
  }

  @Override
  public void stopReading() {
    stopped++;
  }

  @Override
  public boolean hasUnread() {
    return unread;
  }

  @Override
  public void resumeReading() {
    resumed++;
  }

  @Override
  public void discardUnread() {
    discarded++;
  }

  @Override
  public void close() {
    closed++;
  }
}
