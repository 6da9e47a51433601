package reactor.zmtp.pipe;

/** Bytes over connections, counted for each read and each write. */
public final class Traffic {

  private long sent;
  private long received;

  void countSent(long bytes) {
    sent += bytes;
  }

  void countReceived(long bytes) {
    received += bytes;
  }

  public long sent() {
    return sent;
  }

  public long received() {
    return received;
  }
}
