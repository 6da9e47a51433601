package reactor.zmtp.pattern;

import reactor.zmtp.pipe.Origin;

/**
 * One message on its way to several peers: its origin is told when the last copy is dealt with. The
 * message was written if one copy was.
 */
final class Copies implements Origin {

  private final Origin origin;
  private int left;
  private boolean someWritten;

  /**
   * Copies of which none is written.
   *
   * @param origin who sent the message
   * @param count how many copies there are
   */
  Copies(Origin origin, int count) {
    this.origin = origin;
    this.left = count;
  }

  @Override
  public void written(int messages) {
    someWritten = true;
    dealtWith(messages);
  }

  @Override
  public void givenUp(int messages) {
    dealtWith(messages);
  }

  private void dealtWith(int copies) {
    left -= copies;
    if (left > 0) {
      return;
    }
    if (someWritten) {
      origin.written(1);
    } else {
      origin.givenUp(1);
    }
  }
}
