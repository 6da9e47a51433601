package reactor.zmtp.pattern;

import java.util.Arrays;
import reactor.zmtp.message.DefaultMessage;

/**
 * Return path of a request (RFC 28): all its frames up to the first empty one, as the devices on
 * the way, or a REQ that correlates, have put them there.
 */
public final class Envelope {

  private Envelope() {}

  /**
   * How many frames of a whole message are its envelope, with the empty one; 0 if it is no request:
   * it has no empty frame, or nothing after it.
   */
  public static int length(DefaultMessage request) {
    for (int i = 0; i + 1 < request.size(); i++) {
      if (request.length(i) == 0) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Orders requests so that those of equal envelopes are equal, as all are that have none. */
  static int compare(DefaultMessage request, DefaultMessage other) {
    int length = length(request);
    int order = Integer.compare(length, length(other));
    for (int i = 0; i < length && order == 0; i++) {
      order = Arrays.compare(request.array(i), other.array(i));
    }
    return order;
  }
}
