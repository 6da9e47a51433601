package reactor.zmtp.connection;

import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.MessageDecoder;

/** Takes off each message the frame of its trace context. */
final class TracedMessages implements MessageDecoder.Sink {

  private final MessageDecoder.Sink sink;

  TracedMessages(MessageDecoder.Sink sink) {
    this.sink = sink;
  }

  @Override
  public boolean message(DefaultMessage whole) {
    return sink.message(TraceFormat.unframed(whole));
  }

  @Override
  public boolean command(Command command) {
    return sink.command(command);
  }
}
