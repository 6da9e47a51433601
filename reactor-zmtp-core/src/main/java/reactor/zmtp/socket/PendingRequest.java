package reactor.zmtp.socket;

import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pattern.OutgoingRequest;
import reactor.zmtp.pattern.Requests;

/** One {@code request} and its subscriber. */
final class PendingRequest extends OutgoingRequest {

  private final LoopSink<ZmqMessage> sink;

  PendingRequest(Requests requests, ZmqMessage message, LoopSink<ZmqMessage> sink) {
    super(requests, (DefaultMessage) message);
    this.sink = sink;
  }

  /** Runs a task on the loop if the subscriber wants no reply any more. */
  void onCancel(Runnable task) {
    sink.onCancel(task);
  }

  @Override
  protected boolean reply(DefaultMessage reply) {
    if (sink.isCancelled()) { // maybe before the loop knows
      return false;
    }
    sink.success(reply);
    return true;
  }

  @Override
  protected void fail(ZmqException why) {
    sink.error(why);
  }
}
