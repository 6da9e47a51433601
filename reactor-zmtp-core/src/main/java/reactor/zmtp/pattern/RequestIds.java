package reactor.zmtp.pattern;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.pipe.Pipe;

/**
 * Requests that wait for a reply, by their ids. Ids are given one after another, but for those
 * whose place in the table is taken: so each has a place of its own, and none needs a search.
 */
final class RequestIds {

  /** Bytes of an id on the wire. */
  static final int LENGTH = Integer.BYTES;

  private static final int SMALLEST = 16;

  private @Nullable OutgoingRequest[] places = new OutgoingRequest[SMALLEST];
  private int size;
  private int next;

  RequestIds(int first) {
    next = first;
  }

  /** Gives the request its id. */
  void add(OutgoingRequest request) {
    if (size >= places.length / 2) {
      grow();
    }
    while (places[place(next)] != null) {
      next++;
    }
    int id = next++;
    request.id(id);
    places[place(id)] = request;
    size++;
  }

  private int place(int id) {
    return id & places.length - 1;
  }

  private void grow() {
    @Nullable OutgoingRequest[] old = places;
    places = new OutgoingRequest[2 * old.length];
    for (OutgoingRequest each : old) {
      if (each != null) {
        places[place(each.id())] = each; // nobody else's, since it was not in the smaller table
      }
    }
  }

  static byte[] bytes(int id) {
    return ByteBuffer.allocate(LENGTH).putInt(id).array();
  }

  @Nullable OutgoingRequest get(byte[] bytes) {
    int id = ByteBuffer.wrap(bytes).getInt();
    OutgoingRequest request = places[place(id)];
    return request != null && request.id() == id ? request : null;
  }

  void remove(OutgoingRequest request) {
    int place = place(request.id());
    if (places[place] == request) {
      places[place] = null;
      size--;
    }
  }

  /** Adds to a list those that went to one peer, or all if that is null; oldest first. */
  void addAllOf(@Nullable Pipe pipe, List<OutgoingRequest> all) {
    for (int i = 0; size > 0 && i < places.length; i++) {
      OutgoingRequest each = places[place(next + i)];
      if (each != null && (pipe == null || each.isFor(pipe))) {
        all.add(each);
      }
    }
  }

  int size() {
    return size;
  }
}
