package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultRadioSocket;

/** How a {@link RadioSocket} will be. */
public final class RadioSpec extends SocketSpec<RadioSpec, RadioSocket>
    implements SendOptions<RadioSpec>, FanOutOptions<RadioSpec>, GroupOptions<RadioSpec> {

  RadioSpec(ZmqContext context) {
    super(context);
  }

  private RadioSpec(RadioSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  RadioSpec copy(Options options, List<Attachment> attachments) {
    return new RadioSpec(this, options, attachments);
  }

  @Override
  RadioSocket create(ZmqContext context, Options options) {
    return new DefaultRadioSocket(context.runtime(), options);
  }
}
