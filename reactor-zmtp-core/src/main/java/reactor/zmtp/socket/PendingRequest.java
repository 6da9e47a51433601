package reactor.zmtp.socket;

import reactor.core.publisher.MonoSink;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.Frames;
import reactor.zmtp.pattern.Requests;

/** One {@code request} and its subscriber. */
final class PendingRequest extends Requests.Request {

  private final MonoSink<ZmqMessage> sink;
  private volatile boolean cancelled;

  PendingRequest(Requests requests, ZmqMessage message, MonoSink<ZmqMessage> sink) {
    super(requests, (Frames) message);
    this.sink = sink;
  }

  /** The subscriber wants no reply any more; told on any thread, before the loop knows. */
  void cancel() {
    cancelled = true;
  }

  @Override
  protected boolean reply(Frames reply) {
    if (cancelled) {
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
