package reactor.zmtp.socket;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.SocketType;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Credit;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.PipeEvents;
import reactor.zmtp.pipe.PipeLink;

/** Far end of a pipe that leads nowhere: what is received from it comes from the socket itself. */
final class NoticeLink implements PipeLink, PeerMetadata {

  private NoticeLink() {}

  /** A pipe for what a socket sends its own application, full with so many bytes. */
  static Pipe pipe(PipeEvents socket, long bytes) {
    NoticeLink link = new NoticeLink();
    return new Pipe(
        socket, link, link, new HighWaterMarks(Integer.MAX_VALUE, Integer.MAX_VALUE, bytes));
  }

  @Override
  public boolean isBlocked() {
    return true;
  }

  @Override
  public void write(DefaultMessage message) {}

  @Override
  public void flush() {}

  @Override
  public void announce(Announcement what, byte[] subject) {}

  @Override
  public void grant(Credit credit) {}

  @Override
  public void resumeReading() {}

  @Override
  public void stopReading() {}

  @Override
  public boolean hasUnread() {
    return false;
  }

  @Override
  public void discardUnread() {}

  @Override
  public void close() {}

  @Override
  public @Nullable SocketType socketType() {
    return null;
  }

  @Override
  public byte[] identity() {
    return new byte[0];
  }

  @Override
  public String endpoint() {
    return "";
  }

  @Override
  public SocketAddress address() {
    return InetSocketAddress.createUnresolved("", 0);
  }

  @Override
  public @Nullable String userId() {
    return null;
  }

  @Override
  public Map<String, String> properties() {
    return Map.of();
  }
}
