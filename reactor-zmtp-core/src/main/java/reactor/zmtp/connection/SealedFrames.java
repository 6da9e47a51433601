package reactor.zmtp.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import reactor.zmtp.PeerMetadata;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.mechanism.FrameBox;
import reactor.zmtp.message.Frames;
import reactor.zmtp.wire.Command;
import reactor.zmtp.wire.MessageDecoder;

/**
 * Opens the frames of a connection that are protected, and puts messages together from what is in
 * them; the limits of a message are checked here again, since each of its frames came as a message
 * of its own.
 */
final class SealedFrames implements MessageDecoder.Sink {

  private final FrameBox box;
  private final MessageDecoder.Sink sink;
  private final PeerMetadata peer;
  private final long maxMessageSize;
  private final int maxFrames;

  /** Of a message that is not whole yet; kept for the next unless it was long. */
  private List<byte[]> frames = new ArrayList<>();

  private long messageSize;

  SealedFrames(
      FrameBox box,
      MessageDecoder.Sink sink,
      PeerMetadata peer,
      long maxMessageSize,
      int maxFrames) {
    this.box = box;
    this.sink = sink;
    this.peer = peer;
    this.maxMessageSize = maxMessageSize;
    this.maxFrames = maxFrames;
  }

  @Override
  public boolean message(Frames sealed) {
    if (sealed.size() != 1) {
      throw malformed("an encrypted frame says outside that more frames follow");
    }
    return opened(box.open(sealed.array(0)));
  }

  /** RFC 26 calls MESSAGE a command; libzmq sends none as one, and takes both. */
  @Override
  public boolean command(Command command) {
    ByteBuf frame = Unpooled.buffer(command.frameLength());
    command.writeTo(frame);
    frame.skipBytes(command.frameLength() - 1 - command.name().length() - command.body().length);
    byte[] sealed = new byte[frame.readableBytes()];
    frame.readBytes(sealed);
    return opened(box.open(sealed));
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
    messageSize += payload.length;
    if (messageSize > maxMessageSize) {
      throw new ProtocolException(
          Rule.MESSAGE_TOO_LARGE,
          "a message of " + messageSize + " bytes; maxMessageSize allows " + maxMessageSize);
    }
    if (frames.size() >= maxFrames) {
      throw new ProtocolException(
          Rule.TOO_MANY_FRAMES, "a message of more than " + maxFrames + " frames (maxFrames)");
    }
    if ((flags & FrameBox.MORE) != 0) {
      frames.add(payload);
      return true;
    }
    return sink.message(whole(payload));
  }

  private Frames whole(byte[] last) {
    messageSize = 0;
    if (frames.isEmpty()) {
      return new Frames(last, peer);
    }
    frames.add(last);
    Frames message = Frames.of(frames, peer);
    if (frames.size() > MessageDecoder.MOST_KEPT) {
      frames = new ArrayList<>();
    } else {
      frames.clear();
    }
    return message;
  }

  private static ProtocolException malformed(String what) {
    return new ProtocolException(Rule.MALFORMED_FRAME, what);
  }
}
