package reactor.zmtp.pattern;

import reactor.zmtp.pipe.Origin;

/** One message on its way to several peers: its origin is told when the last copy is written. */
final class Copies implements Origin {

  private final Origin origin;
  private int unwritten;

  /**
   * Copies of which none is written.
   *
   * @param origin who sent the message
   * @param count how many copies there are
   */
  Copies(Origin origin, int count) {
    this.origin = origin;
    this.unwritten = count;
  }

  @Override
  public void written(int messages) {
    unwritten -= messages;
    if (unwritten == 0) {
      origin.written(1);
    }
  }
}
