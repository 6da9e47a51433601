package reactor.zmtp.pipe;

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
