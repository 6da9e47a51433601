package reactor.zmtp.pipe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.message.DefaultMessage;

/** A socket that only notes what it is told, and delivers nothing unless it is asked to. */
public final class FakeSocket implements PipeEvents {

  private final List<DefaultMessage> delivered = new ArrayList<>();
  private boolean wants;
  private long demand;
  private int queued;
  private int room;
  private int dropping;
  private int unflushed;
  private int lost;
  private int ended;
  private int emptied;
  private boolean consumes;
  private boolean goesOn = true;
  private final List<String> announced = new ArrayList<>();
  private final Traffic traffic = new Traffic();
  private @Nullable Throwable cause;

  /** A socket without demand. */
  public FakeSocket() {}

  void demand(long messages) {
    demand = messages;
  }

  @Override
  public long demand() {
    return demand;
  }

  void want(boolean now) {
    wants = now;
  }

  List<DefaultMessage> delivered() {
    return delivered;
  }

  int queued() {
    return queued;
  }

  int unflushed() {
    return unflushed;
  }

  int dropping() {
    return dropping;
  }

  int room() {
    return room;
  }

  int lost() {
    return lost;
  }

  int ended() {
    return ended;
  }

  int emptied() {
    return emptied;
  }

  /** Whether messages are its own business from now on. */
  void consume(boolean now) {
    consumes = now;
  }

  /** Whether it goes on reading after an announcement. */
  void goOn(boolean now) {
    goesOn = now;
  }

  List<String> announced() {
    return announced;
  }

  @Override
  public Traffic traffic() {
    return traffic;
  }

  @Override
  public boolean consume(Pipe pipe, DefaultMessage message) {
    return consumes || PipeEvents.super.consume(pipe, message);
  }

  @Override
  public boolean announced(Pipe pipe, Announcement what, byte[] subject) {
    announced.add(what + " " + new String(subject, StandardCharsets.UTF_8));
    return goesOn && PipeEvents.super.announced(pipe, what, subject);
  }

  @Override
  public void ended(Pipe pipe) {
    ended++;
  }

  @Override
  public void emptied(Pipe pipe) {
    emptied++;
  }

  @Nullable Throwable cause() {
    return cause;
  }

  @Override
  public boolean deliver(Pipe pipe, DefaultMessage message) {
    return wants && delivered.add(message);
  }

  @Override
  public void queued(Pipe pipe) {
    queued++;
  }

  @Override
  public void unflushed(Pipe pipe) {
    unflushed++;
  }

  @Override
  public void dropping(Pipe pipe) {
    dropping++;
  }

  @Override
  public void room(Pipe pipe) {
    room++;
  }

  @Override
  public void lost(Pipe pipe, @Nullable Throwable why) {
    lost++;
    cause = why;
  }
}
