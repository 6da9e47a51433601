package reactor.zmtp.pattern;

import reactor.zmtp.pipe.WriteListener;

/**
 * One message on its way to several peers: its listener is called when the last copy is dealt with.
 * The message was written if one copy was.
 */
final class FanOutWrite implements WriteListener {

  private final WriteListener listener;
  private int left;
  private boolean someWritten;

  FanOutWrite(WriteListener listener, int count) {
    this.listener = listener;
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
      listener.written(1);
    } else {
      listener.givenUp(1);
    }
  }
}
