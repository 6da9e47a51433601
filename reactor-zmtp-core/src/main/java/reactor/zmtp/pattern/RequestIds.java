package reactor.zmtp.pattern;

import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.pattern.Requests.Request;
import reactor.zmtp.pipe.Pipe;

/**
 * The requests that wait for a reply, by their ids. Ids are given one after another, but for those
 * whose place in the table is taken: so each has a place of its own, and none needs a search.
 */
final class RequestIds {

  private static final int SMALLEST = 16;

  private @Nullable Request[] places = new Request[SMALLEST];
  private int size;
  private int next;

  RequestIds(int first) {
    next = first;
  }

  /** Returns the id that the request has from now on. */
  int add(Request request) {
    if (size >= places.length / 2) {
      grow();
    }
    while (places[place(next)] != null) {
      next++;
    }
    int id = next++;
    places[place(id)] = request;
    size++;
    return id;
  }

  private int place(int id) {
    return id & places.length - 1;
  }

  private void grow() {
    @Nullable Request[] old = places;
    places = new Request[2 * old.length];
    for (Request each : old) {
      if (each != null) {
        places[place(each.id())] = each; // nobody else's, since it was not in the smaller table
      }
    }
  }

  @Nullable Request get(int id) {
    Request request = places[place(id)];
    return request != null && request.id() == id ? request : null;
  }

  void remove(Request request) {
    int place = place(request.id());
    if (places[place] == request) {
      places[place] = null;
      size--;
    }
  }

  /** Adds to a list those that went to one peer, or all if that is null; oldest first. */
  void addAllOf(@Nullable Pipe pipe, List<Request> all) {
    for (int i = 0; size > 0 && i < places.length; i++) {
      Request each = places[place(next + i)];
      if (each != null && (pipe == null || each.isFor(pipe))) {
        all.add(each);
      }
    }
  }

  int size() {
    return size;
  }
}
