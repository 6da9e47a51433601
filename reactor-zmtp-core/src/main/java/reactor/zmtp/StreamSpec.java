package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultStreamSocket;

/**
 * How a {@link StreamSocket} will be. It speaks raw TCP: with a security mechanism it does not
 * open.
 */
public final class StreamSpec extends SocketSpec<StreamSpec, StreamSocket>
    implements SendOptions<StreamSpec>, ReceiveOptions<StreamSpec>, StreamOptions<StreamSpec> {

  StreamSpec(ZmqContext context) {
    super(context);
  }

  private StreamSpec(StreamSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  StreamSpec copy(Options options, List<Attachment> attachments) {
    return new StreamSpec(this, options, attachments);
  }

  @Override
  StreamSocket create(ZmqContext context, Options options) {
    checkUnsecured("a STREAM socket", options);
    return new DefaultStreamSocket(context.runtime(), options);
  }
}
