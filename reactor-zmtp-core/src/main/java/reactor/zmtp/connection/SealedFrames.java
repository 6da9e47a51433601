package reactor.zmtp.connection;

import io.netty.buffer.Unpooled;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.MessageAssembler;
import reactor.zmtp.wire.MessageDecoder;

/**
 * Opens the frames of a connection that are protected, and puts messages together from what is in
 * them; the limits of a message are checked here again, since each of its frames came as a message
 * of its own.
 */
final class SealedFrames implements MessageDecoder.Sink {

  private final FrameBox box;
  private final MessageDecoder.Sink sink;
  private final MessageAssembler assembler;

  SealedFrames(FrameBox box, MessageDecoder.Sink sink, MessageAssembler assembler) {
    this.box = box;
    this.sink = sink;
    this.assembler = assembler;
  }

  @Override
  public boolean message(DefaultMessage sealed) {
    if (sealed.size() != 1) {
      throw malformed("an encrypted frame says outside that more frames follow");
    }
    return opened(box.open(sealed.array(0)));
  }

  /** RFC 26 calls MESSAGE a command; libzmq sends none as one, and takes both. */
  @Override
  public boolean command(Command command) {
    return opened(box.open(command.payload()));
  }

  private boolean opened(byte[] payload) {
    int flags = box.flags();
    if ((flags & FrameBox.COMMAND) != 0) {
      if ((flags & FrameBox.MORE) != 0) {
        throw malformed("a command says that more frames follow");
      }
      if (payload.length > MessageDecoder.MAX_COMMAND) {
        throw new ProtocolException(
            Rule.MALFORMED_COMMAND,
            "a command of "
                + payload.length
                + " bytes; at most "
                + MessageDecoder.MAX_COMMAND
                + " are accepted");
      }
      return sink.command(Command.decode(Unpooled.wrappedBuffer(payload)));
    }
    assembler.check(payload.length);
    DefaultMessage message = assembler.add(payload, (flags & FrameBox.MORE) != 0);
    return message == null || sink.message(message);
  }

  private static ProtocolException malformed(String what) {
    return new ProtocolException(Rule.MALFORMED_FRAME, what);
  }
}
