package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.COMMAND;
import static reactor.zmtp.test.ZmtpBytes.LONG;
import static reactor.zmtp.test.ZmtpBytes.concat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpFrame;
import reactor.zmtp.test.spec.Conversation.Cover;

/**
 * Subscriptions with an engine of ZMTP 3.0, which has them in messages (RFC 23), while the cases
 * say and await commands (RFC 37).
 *
 * @param inner the mechanism's cover, around this one
 * @param publishes whether the engine hears of subscriptions; otherwise it tells them
 */
record OlderSubscriptions(@Nullable Cover inner, boolean publishes) implements Cover {

  private static final int SHORT = 255;
  private static final String SUBSCRIBE = "SUBSCRIBE";
  private static final String CANCEL = "CANCEL";

  @Override
  public byte[] cover(ZmtpFrame frame) {
    ZmtpFrame said = publishes ? asMessage(frame) : frame;
    return inner == null ? ZmtpBytes.frame(said.flags(), said.body()) : inner.cover(said);
  }

  @Override
  public ZmtpFrame uncover(ZmtpFrame frame) {
    ZmtpFrame came = inner == null ? frame : inner.uncover(frame);
    return publishes ? came : asCommand(came);
  }

  private static ZmtpFrame asMessage(ZmtpFrame frame) {
    String name = frame.commandName();
    if (!name.equals(SUBSCRIBE) && !name.equals(CANCEL)) {
      return frame;
    }
    byte[] body = concat(new byte[] {(byte) (name.equals(SUBSCRIBE) ? 1 : 0)}, frame.commandData());
    return new ZmtpFrame(body.length > SHORT ? LONG : 0, body);
  }

  private static ZmtpFrame asCommand(ZmtpFrame frame) {
    byte[] body = frame.body();
    if (frame.isCommand() || frame.hasMore() || body.length == 0 || (body[0] & 0xfe) != 0) {
      return frame;
    }
    String name = body[0] == 1 ? SUBSCRIBE : CANCEL;
    byte[] topic = Arrays.copyOfRange(body, 1, body.length);
    return new ZmtpFrame(
        COMMAND, concat(new byte[] {(byte) name.length()}, Text.octets(name), topic));
  }
}
