package reactor.zmtp;

import java.util.List;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultClientSocket;

/** How a {@link ClientSocket} will be. */
public final class ClientSpec extends SocketSpec<ClientSpec, ClientSocket>
    implements SendOptions<ClientSpec>,
        ReceiveOptions<ClientSpec>,
        HelloOptions<ClientSpec>,
        HiccupOptions<ClientSpec> {

  ClientSpec(ZmqContext context) {
    super(context);
  }

  private ClientSpec(ClientSpec from, Options options, List<Attachment> attachments) {
    super(from, options, attachments);
  }

  @Override
  ClientSpec copy(Options options, List<Attachment> attachments) {
    return new ClientSpec(this, options, attachments);
  }

  @Override
  ClientSocket create(ZmqContext context, Options options) {
    return new DefaultClientSocket(context.runtime(), options);
  }
}
