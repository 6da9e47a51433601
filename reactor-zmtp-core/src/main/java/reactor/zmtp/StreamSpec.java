package reactor.zmtp;

import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.socket.DefaultStreamSocket;
import reactor.zmtp.socket.ZmqResources;

/** Options of a STREAM socket. It speaks raw TCP: with a security mechanism it does not open. */
public final class StreamSpec extends SocketSpec<StreamSpec, StreamSocket>
    implements SendOptions<StreamSpec>, ReceiveOptions<StreamSpec> {

  StreamSpec(State state) {
    super(state, StreamSpec::new, StreamSpec::create);
  }

  private static StreamSocket create(ZmqResources resources, Options options) {
    checkUnsecured("a STREAM socket", options);
    return new DefaultStreamSocket(resources, options);
  }

  /**
   * Whether an empty message reports that a peer came, and another that it went
   * (ZMQ_STREAM_NOTIFY). Default: true.
   *
   * @param enabled whether they do
   * @return a new spec
   */
  public StreamSpec notify(boolean enabled) {
    return with(Option.STREAM_NOTIFY, enabled);
  }
}
