package reactor.zmtp.pattern;

import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.Pipe;
import reactor.zmtp.pipe.WriteListener;

/**
 * What a ROUTER sends: what is published, by its routing table, and replies to whom asked. A reply
 * waits for room whatever becomes of other messages.
 */
public final class RoutesAndReplies implements SendStrategy {

  private final RoutingTable routes;
  private final Replies replies;

  public RoutesAndReplies(RoutingTable routes, Replies replies) {
    this.routes = routes;
    this.replies = replies;
  }

  @Override
  public void add(Pipe pipe) {
    routes.add(pipe);
    replies.add(pipe);
  }

  @Override
  public void remove(Pipe pipe) {
    routes.remove(pipe);
    replies.remove(pipe);
  }

  // By the table.

  @Override
  public boolean offer(DefaultMessage message, WriteListener listener) {
    return routes.offer(message, listener);
  }

  @Override
  public long capacity() {
    return routes.capacity();
  }

  @Override
  public long stuck(boolean roomElsewhere) {
    return routes.stuck(roomElsewhere);
  }

  @Override
  public boolean drops() {
    return routes.drops();
  }

  @Override
  public boolean holdsUp() {
    return routes.holdsUp();
  }

  // To whom asked.

  @Override
  public boolean sendWaiting() {
    return replies.sendWaiting();
  }

  @Override
  public long waiting() {
    return replies.waiting();
  }

  @Override
  public long sent() {
    return replies.sent();
  }

  @Override
  public void abandon() {
    replies.abandon();
  }
}
