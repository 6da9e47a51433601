package reactor.zmtp.socket;

import reactor.core.publisher.MonoSink;
import reactor.zmtp.ZmqException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.message.Frames;
import reactor.zmtp.pattern.Requests;

/** One {@code request} and its subscriber. */
final class PendingRequest extends Requests.Request {

  private final MonoSink<ZmqMessage> sink;

  PendingRequest(Requests requests, ZmqMessage message, MonoSink<ZmqMessage> sink) {
    super(requests, (Frames) message);
    this.sink = sink;
  }

  @Override
  protected void reply(Frames reply) {
    sink.success(reply);
  }

  @Override
  protected void fail(ZmqException why) {
    sink.error(why);
  }
}
