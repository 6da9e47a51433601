package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultServerSocket;

/** How a {@link ServerSocket} will be. */
public final class ServerSpec extends SocketSpec<ServerSpec, ServerSocket>
    implements SendOptions<ServerSpec>,
        ReceiveOptions<ServerSpec>,
        HelloOptions<ServerSpec>,
        DisconnectOptions<ServerSpec> {

  ServerSpec(ZmqContext context) {
    super(context);
  }

  private ServerSpec(ServerSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  ServerSpec copy(Options options, List<Attachment> attachments) {
    return new ServerSpec(this, options, attachments);
  }

  @Override
  ServerSocket create(ZmqContext context, Options options) {
    return new DefaultServerSocket(context.runtime(), options);
  }
}
